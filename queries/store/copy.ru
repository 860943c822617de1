COPY <from> TO <to>
