import readInventory from '@salesforce/apex/InventoryConsole.schedule';
import saveInventory from '@salesforce/apex/InventoryConsole.saveSchedule';
import readPopulation from '@salesforce/apex/ScheduleConsole.schedule';
import savePopulation from '@salesforce/apex/ScheduleConsole.saveSchedule';
import stopPopulation from '@salesforce/apex/ScheduleConsole.stopSchedule';
import type { Schedule, ScheduleTime } from 'types/runs';

/** A job that can be scheduled. */
export type Job = 'population' | 'inventory';

/** How Apex is asked about the schedule of a job. */
export interface JobSchedule {
  readonly read: () => Promise<Schedule>;
  readonly save: (at: ScheduleTime) => Promise<Schedule>;
  readonly stop: () => Promise<Schedule>;
}

export const JOBS: Readonly<Record<Job, JobSchedule>> = {
  population: {
    read: () => readPopulation(),
    save: (at) => savePopulation({ at }),
    stop: () => stopPopulation()
  },
  inventory: {
    read: () => readInventory(),
    save: (at) => saveInventory({ at }),
    stop: () => saveInventory({ at: null })
  }
};
