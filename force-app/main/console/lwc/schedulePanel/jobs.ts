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
  /** `seen`: id of the schedule that the user has seen. */
  readonly save: (at: ScheduleTime, seen: string | null) => Promise<Schedule>;
  readonly stop: () => Promise<Schedule>;
}

export const JOBS: Readonly<Record<Job, JobSchedule>> = {
  population: {
    read: () => readPopulation(),
    save: (at, seen) => savePopulation({ at, seen }),
    stop: () => stopPopulation()
  },
  inventory: {
    read: () => readInventory(),
    save: (at, seen) => saveInventory({ at, seen }),
    stop: () => saveInventory({ at: null, seen: null })
  }
};
