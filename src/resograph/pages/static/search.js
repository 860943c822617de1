// Searches the documents of search-index.js, which assigns `resographSearch`, for what the address of the page asks.
// It finds designations however they are written, as the server does: resograph/query/search says how and why.
(() => {
  "use strict";

  const EACH = 20, SHORTEST = 4, LONGEST = 40, MOST_WORDS = 12, AT_ONCE = 8, SHOWN = 240;
  const data = globalThis.resographSearch;
  const place = document.getElementById("search");
  if (!data || !place) return;

  // ---------------------------------------------------------------- words and keys

  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/ß/g, "ss");
  const runs = (text) => folded(text).match(/\p{L}+|\p{Nd}+/gu) ?? [];
  const isNumber = (run) => /^\p{Nd}/u.test(run);
  const key = (text) => runs(text).reduce((all, run) => {
    const plain = isNumber(run) ? run.replace(/^0+(?=.)/, "") : run;
    return all + (isNumber(run) && /\p{Nd}$/u.test(all) ? "-" : "") + plain;
  }, "");
  const squeezed = (text) => runs(text).join("");

  function slip(one, other) {
    const [short, long] = one.length <= other.length ? [one, other] : [other, one];
    let at = 0;
    while (at < short.length && short[at] === long[at]) at += 1;
    if (long.length === short.length + 1) return short.slice(at) === long.slice(at + 1) ? 2 : 0;
    if (long.length !== short.length || at === short.length) return 0;
    if (short.slice(at + 1) === long.slice(at + 1)) return 3;
    const swapped = short[at] === long[at + 1] && short[at + 1] === long[at];
    return swapped && short.slice(at + 2) === long.slice(at + 2) ? 1 : 0;
  }

  // ---------------------------------------------------------------- documents

  const things = data.things.map(([address, kind, title, about, within, own, other, text, tags], number) => {
    const words = (...texts) => ` ${runs(texts.join(" ")).join(" ")} `;
    return {
      number, address, kind, title, about, within, text, tags: new Set(tags), own,
      keys: own.map(key),
      names: new Set([...own, ...other].flatMap((name) => [key(name), squeezed(name)]).filter(Boolean)),
      raw: new Set([...own, ...other].map(folded)),
      fields: [[10, words(...own)], [5, words(title, about)], [1, words(text)], [0.5, words(within)]],
    };
  });
  const numbers = new Map(data.tags.map(([facet, value], number) => [`${facet} ${value}`, number]));

  // ---------------------------------------------------------------- what is asked

  const params = new URLSearchParams(location.search);
  const words = (params.get("q") ?? "").normalize("NFKC").slice(0, 200).replace(/[\p{C}\s]+/gu, " ").trim();
  const chosen = data.facets.map(([facet]) => [facet, params.get(facet) ?? ""]).filter(([, value]) => value);
  const start = /^\d{1,5}$/.test(params.get("start") ?? "") ? Number(params.get("start")) : 0;

  function pieces(text) {
    const found = [...text.matchAll(/"([^"]*)"?|(\S+)/g)].map(([, quoted, plain]) => [runs(quoted ?? plain), quoted !== undefined]);
    return found.filter(([list]) => list.length).slice(0, MOST_WORDS).map(([list, isQuoted], at, all) => {
      const goesOn = at === all.length - 1 && !isQuoted && list.at(-1).length > 1;
      return ` ${list.join(" ")}${goesOn ? "" : " "}`;
    });
  }

  function named(text) {
    const typed = key(text);
    if (!typed || typed.length > LONGEST) return { certain: [], likely: [], names: [] };
    const keys = new Set([typed, squeezed(text)]);
    const exact = things.filter((thing) => [...keys].some((one) => thing.names.has(one)));
    exact.sort((a, b) => b.raw.has(folded(text)) - a.raw.has(folded(text)) || b.keys.includes(typed) - a.keys.includes(typed) || a.number - b.number);
    const begun = typed.length < 2 ? [] : things.flatMap((thing) => thing.keys.filter((one) => one.startsWith(typed)).map((one) => [one, thing]));
    begun.sort(([a, one], [b, other]) => a.length - b.length || (a < b ? -1 : a > b ? 1 : 0) || one.number - other.number);
    const certain = [...new Set([...exact, ...begun.map(([, thing]) => thing)])].slice(0, 50);
    if (certain.length || typed.length < SHORTEST) return { certain, likely: [], names: [] };
    const near = things.flatMap((thing) => thing.keys.map((one, at) => [slip(typed, one), thing, thing.own[at]])).filter(([how]) => how);
    near.sort(([a, one], [b, other]) => a - b || one.number - other.number);
    return { certain, likely: near.map(([, thing]) => thing), names: [...new Set(near.map(([, , name]) => name))] };
  }

  function score(thing, wanted, hasAll) {
    let total = 0;
    for (const piece of wanted) {
      let worth = 0;
      for (const [weight, field] of thing.fields) {
        const times = field.split(piece).length - 1;
        if (times) worth += weight * (1 + Math.log(times)) / Math.log(20 + field.length);
      }
      if (!worth && hasAll) return 0;
      total += worth;
    }
    return total;
  }

  function found() {
    const must = chosen.map(([facet, value]) => numbers.get(`${facet} ${value}`));
    const fits = (thing) => must.every((number) => thing.tags.has(number));
    if (!words) return { hits: things.filter(fits), suggestions: [], hasAny: false };
    const wanted = pieces(words);
    const first = named(words);
    const ranked = (hasAll) => things.filter(fits).map((thing) => [score(thing, wanted, hasAll), thing])
      .filter(([worth]) => worth).sort(([a, one], [b, other]) => b - a || one.number - other.number).map(([, thing]) => thing);
    let hits = [...new Set([...first.certain.filter(fits), ...ranked(true)])];
    const hasAny = !hits.length && !first.likely.length && wanted.length > 1;
    if (hasAny) hits = ranked(false);
    if (first.likely.length && (/\p{Nd}/u.test(words) || !hits.length)) hits = [...new Set([...first.likely.filter(fits), ...hits])];
    return { hits, suggestions: first.names.length || (hits.length && !hasAny) ? first.names.slice(0, 3) : mended().slice(0, 3), hasAny };
  }

  function mended() {
    const list = words.split(" ");
    return list.flatMap((word, at) => !/\p{Nd}/u.test(word) ? [] : named(word).names.map((name) => list.with(at, name).join(" ")));
  }

  // ---------------------------------------------------------------- the page

  function make(name, given = {}, ...children) {
    const node = document.createElement(name);
    for (const [attribute, value] of Object.entries(given)) node.setAttribute(attribute, value);
    node.append(...children);
    return node;
  }

  function query(changed) {
    const next = new URLSearchParams({ q: words, ...Object.fromEntries(chosen), ...changed });
    for (const [name, value] of [...next]) if (!value) next.delete(name);
    return `?${next}`;
  }

  function snippet(thing) {
    const wanted = words.split(" ").map((word) => runs(word)).filter((list) => list.length).map((list) => list.join("[^\\p{L}\\p{Nd}]{0,3}"));
    const text = thing.text, flat = [...text].length === text.length ? text.replace(/[^\x00-\x7f]/g, (char) => folded(char)[0] ?? char).toLowerCase() : text.toLowerCase();
    const marks = wanted.length && flat.length === text.length ? [...flat.matchAll(new RegExp(`(?<![\\p{L}\\p{Nd}])(?:${wanted.join("|")})[\\p{L}\\p{Nd}]*`, "gu"))] : [];
    const spans = marks.map((found) => [found.index, found.index + found[0].length]);
    const starts = spans.length ? spans.slice(0, 50).map(([at]) => Math.max(at - 60, 0)) : [0];
    const worth = (from) => spans.filter(([at, end]) => from <= at && end <= from + SHOWN).length;
    const best = starts.reduce((a, b) => (worth(b) > worth(a) ? b : a));
    const from = best ? text.indexOf(" ", best) + 1 : 0;
    const space = text.lastIndexOf(" ", from + SHOWN);
    const to = from + SHOWN >= text.length ? text.length : space > from ? space : from + SHOWN;
    const parts = [from ? "… " : ""];
    let at = from;
    for (const [first, last] of spans.filter(([first, last]) => first >= from && last <= to)) {
      parts.push(text.slice(at, first), make("mark", {}, text.slice(first, last)));
      at = last;
    }
    return [...parts, text.slice(at, to), to < text.length ? " …" : ""];
  }

  function hit(thing) {
    const heading = thing.about ? `${thing.title}: ${thing.about}` : thing.title;
    const item = make("li", {},
      make("p", { class: "kind" }, data.kinds[thing.kind] + (thing.within ? ` · ${thing.within}` : "")),
      make("h3", {}, make("a", { href: thing.address }, heading)));
    if (thing.text) item.append(make("p", {}, ...snippet(thing)));
    return item;
  }

  function narrow(hits) {
    const counts = new Map();
    for (const thing of hits) for (const tag of thing.tags) counts.set(tag, (counts.get(tag) ?? 0) + 1);
    if (hits.length < 2) return "";
    const nav = make("nav", { id: "narrow", "aria-label": "Narrow down" });
    for (const [facet, called] of data.facets) {
      if (chosen.some(([name]) => name === facet)) continue;
      const values = [...counts].filter(([tag]) => data.tags[tag][0] === facet).map(([tag, count]) => [count, data.tags[tag]]);
      values.sort(([a, one], [b, other]) => b - a || (one[2] < other[2] ? -1 : one[2] > other[2] ? 1 : 0));
      const items = values.map(([count, [, value, label]]) => make("li", {},
        make("a", { href: query({ [facet]: value }) }, label), " ", make("span", { class: "muted" }, count.toLocaleString("en"))));
      if (!items.length) continue;
      nav.append(make("h2", {}, called), make("ul", {}, ...items.slice(0, AT_ONCE)));
      if (items.length > AT_ONCE) {
        const rest = items.slice(AT_ONCE);
        const more = make("summary", {}, `${rest.length} more`, make("span", { class: "unseen" }, ` of ${called}`));
        nav.append(make("details", {}, more, make("ul", {}, ...rest)));
      }
    }
    return nav.children.length ? nav : "";
  }

  function selection() {
    if (!chosen.length) return [];
    const items = chosen.map(([facet, value]) => {
      const [, called] = data.facets.find(([name]) => name === facet);
      const label = data.tags[numbers.get(`${facet} ${value}`)]?.[2] ?? value;
      return make("li", {}, make("a", { class: "badge", href: query({ [facet]: "" }) },
        make("span", { class: "unseen" }, "Remove "), `${called}: ${label}`, make("span", { "aria-hidden": "true" }, " ×")));
    });
    return [make("p", { class: "unseen", id: "chosen" }, "Narrowed down to"), make("ul", { class: "chosen", "aria-labelledby": "chosen" }, ...items)];
  }

  function meant(suggestions) {
    const links = suggestions.flatMap((one, at) => [at ? ", " : "", make("a", { href: `?${new URLSearchParams({ q: one })}` }, one)]);
    return links.length ? [make("p", { class: "note" }, "Did you mean ", ...links, "?")] : [];
  }

  function results(hits, hasAny) {
    const section = make("section", { "aria-labelledby": "results" });
    const shown = hits.slice(start, start + EACH);
    if (!words && !chosen.length) {
      section.append(make("h2", { id: "results" }, "What can be found"), make("p", {},
        `${hits.length.toLocaleString("en")} things and questions to the data. A designation is found however it is written: X1812 as well as ITU-T X.1812. `,
        "Of several words all must be there; the last one may be a beginning. Words in “quotes” stand together. Of long texts, the first words are searched."));
      return section;
    }
    if (!shown.length) {
      section.append(make("h2", { id: "results" }, "Nothing found"), make("p", { role: "status" }, "Take fewer words, or the beginning of one."),
        make("ul", {}, make("li", {}, make("a", { href: place.dataset.browse }, "Browse things by kind")),
          make("li", {}, make("a", { href: place.dataset.queries }, "See the questions to the data"))));
      return section;
    }
    const told = [hasAny ? "Nothing has all of these words; these have some. " : "",
      hits.length > EACH ? `Results ${start + 1} to ${start + shown.length}. ` : "", hits.length > 1 ? make("a", { href: "#narrow" }, "Narrow down") : ""];
    section.append(make("h2", { id: "results" }, `${hits.length.toLocaleString("en")} result${hits.length === 1 ? "" : "s"}`),
      make("p", { class: "muted", role: "status" }, ...told), make("ol", { class: "hits", start: start + 1 }, ...shown.map(hit)));
    const pages = make("nav", { class: "pages", "aria-label": "Pages of results" });
    if (start) pages.append(make("a", { rel: "prev", href: query({ start: Math.max(start - EACH, 0) || "" }) }, "Previous results"));
    if (start + EACH < hits.length) pages.append(make("a", { rel: "next", href: query({ start: start + EACH }) }, "Next results"));
    if (pages.children.length) section.append(pages);
    return section;
  }

  function show() {
    const form = place.parentElement.querySelector("form.wide");
    for (const box of document.querySelectorAll('input[name="q"]')) box.value = words;
    form.append(...chosen.map(([name, value]) => make("input", { type: "hidden", name, value })));
    const { hits, suggestions, hasAny } = found();
    place.replaceChildren(...selection(), ...meant(suggestions), make("div", { class: "found" }, results(hits, hasAny), narrow(hits)));
    if (words) document.title = `Search: ${words} · resograph`;
  }

  show();
})();
