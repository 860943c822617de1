// Turns the form of the query page into an editor. Without this file, or without JavaScript, the form does the same.
import Yasgui from "@zazuko/yasgui";
import "@zazuko/yasgui/build/yasgui.min.css";
import "./editor.css";

const form = document.getElementById("asked");
const place = document.getElementById("editor");

if (form && place) {
  const endpoint = new URL(form.getAttribute("action"), document.baseURI).href;
  const prefixes = Object.fromEntries(JSON.parse(form.dataset.prefixes));
  const text = form.elements.query.value || start(prefixes);

  // What other editors look up elsewhere (prefixes, classes, properties) is not asked of other hosts.
  Yasgui.Yasqe.forkAutocompleter("prefixes", { name: "ours", persistenceId: null, get: () => lines(prefixes) }, false);
  Yasgui.Yasqe.defaults.autocompleters = ["variables", "ours"];

  new MutationObserver(() => name(place)).observe(place, { childList: true, subtree: true });
  place.hidden = false;
  const editor = new Yasgui(place, {
    autofocus: false,
    copyEndpointOnNewTab: true,
    endpointCatalogueOptions: { getData: () => [{ endpoint }] },
    persistenceId: null,
    populateFromUrl: false,
    requestConfig: { endpoint, method: "POST" },
    yasqe: { value: text, createShareableLink: null },
    yasr: { prefixes },
  });
  editor.getTab().setQuery(text);
  form.hidden = true;
}

// Names for those who listen, where the editor has none, and a way by keyboard to what scrolls.
function name(place) {
  const words = {
    ".CodeMirror textarea": "Query in SPARQL",
    ".tableSizer": "Rows on a page",
  };
  for (const [selector, label] of Object.entries(words)) {
    for (const found of place.querySelectorAll(`${selector}:not([aria-label])`)) found.setAttribute("aria-label", label);
  }
  for (const found of place.querySelectorAll(".dt-column-title:empty")) found.textContent = "#";
  for (const found of place.querySelectorAll('.CodeMirror-scroll[tabindex="-1"]')) found.setAttribute("tabindex", "0");
}

function lines(prefixes) {
  return Object.entries(prefixes).map(([name, iri]) => `${name}: <${iri}>`);
}

function start(prefixes) {
  return `PREFIX rg: <${prefixes.rg}>\n\nSELECT ?item ?label\nWHERE {\n  ?item a rg:ActionItem ; rdfs:label ?label .\n}\nLIMIT 10\n`
    .replace("PREFIX rg:", `PREFIX rdfs: <${prefixes.rdfs}>\nPREFIX rg:`);
}
