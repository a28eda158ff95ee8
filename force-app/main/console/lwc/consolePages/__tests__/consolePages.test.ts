import { PAGES, pageTitle } from 'c/consolePages';

describe('c/consolePages', () => {
  it('names every page once', () => {
    const names = PAGES.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toHaveLength(8);
  });

  it('gives the title of a page, and the name of one that there is not', () => {
    expect(pageTitle('population')).toBe('c.Population_Title');
    expect(pageTitle('gone')).toBe('gone');
  });
});
