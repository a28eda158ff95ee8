import ObjectTrend from 'c/objectTrend';
import readTrends from '@salesforce/apex/PopulationConsole.trends';
import { failure, mount, query } from '../../../../../../types/jest-lwc';

jest.mock('@salesforce/apex/PopulationConsole.trends', () => ({ __esModule: true, default: jest.fn() }), {
  virtual: true
});

const open = (objectName: string): Promise<HTMLElement> => mount('c-object-trend', ObjectTrend, { objectName });

describe('c-object-trend', () => {
  beforeEach(() => jest.mocked(readTrends).mockReset());
  afterEach(() => document.body.replaceChildren());

  it('draws the fills of the object, oldest first', async () => {
    jest
      .mocked(readTrends)
      .mockResolvedValue([
        { objectName: 'Lead', points: [{ averageFill: 0.2 }, { averageFill: null }, { averageFill: 0.4 }] }
      ]);
    const element = await open('Lead');
    expect(readTrends).toHaveBeenCalledWith({ objectNames: ['Lead'] });
    expect(query(element, 'c-sparkline')).toMatchObject({
      values: [0.2, null, 0.4],
      label: 'c.Population_ObjectTrend'
    });
    await expect(element).toBeAccessible();
  });

  it('has nothing to draw for an object that no run knows', async () => {
    jest.mocked(readTrends).mockResolvedValue([]);
    expect(query(await open('New__c'), 'c-sparkline')).toMatchObject({ values: [] });
  });

  it('says when the trend cannot be read', async () => {
    jest.mocked(readTrends).mockRejectedValue(failure('Down'));
    expect(query(await open('Lead'), '.failed')).not.toBeNull();
  });
});
