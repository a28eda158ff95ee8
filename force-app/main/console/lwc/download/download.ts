/** Lets the browser save a text as a file. */
export function saveFile(name: string, text: string): void {
  // Spreadsheets take a file without this mark for one in the computer's own character set.
  const url = URL.createObjectURL(new Blob(['\uFEFF', text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
