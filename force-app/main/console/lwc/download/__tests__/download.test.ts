import { saveFile } from 'c/download';

describe('saveFile', () => {
  it('saves the text with a byte order mark under its name, and frees the memory', async () => {
    const blobs: Blob[] = [];
    const names: string[] = [];
    const revokeObjectURL = jest.fn();
    Object.assign(URL, {
      createObjectURL: (blob: Blob) => {
        blobs.push(blob);
        return 'blob:1';
      },
      revokeObjectURL
    });
    jest.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      names.push(`${this.download} ${this.href}`);
    });
    saveFile('users.csv', 'a,b');
    expect(names).toEqual(['users.csv blob:1']);
    // Lightning Web Security refuses text/csv.
    expect(blobs[0]!.type).toBe('application/octet-stream');
    const buffer = await new Promise<string>((resolve) => {
      const reader = new FileReader();
      reader.onload = () => resolve(reader.result as string);
      reader.readAsDataURL(blobs[0]!);
    });
    expect(buffer.endsWith(btoa('\u00ef\u00bb\u00bfa,b'))).toBe(true);
    expect(revokeObjectURL).toHaveBeenCalledWith('blob:1');
  });
});
