/** Lets the browser save a text as a file. */
export function saveFile(name: string, text: string): void {
  // Spreadsheets take a file without this mark for one in the computer's own character set. Lightning Web Security knows
  // few types and refuses the others, text/csv among them; a download needs none.
  const url = URL.createObjectURL(new Blob(['\uFEFF', text], { type: 'application/octet-stream' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
