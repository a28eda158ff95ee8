import type { Browser, Page } from 'playwright-core';
import { buildConsole } from '../local-org/web/build/console.ts';
import { startWebServer } from '../local-org/web/server.ts';
import { fakeOrg } from '../local-org/web/tests/fake-org.ts';
import { populationApex } from '../local-org/web/tests/population-fake.ts';
import { launchChromium } from './chromium.ts';

export interface ConsoleInBrowser {
  readonly url: string;
  /** A new tab; what its console and scripts complain about is collected. */
  newPage(viewport?: { readonly width: number; readonly height: number }): Promise<WatchedPage>;
  close(): Promise<void>;
}

export interface WatchedPage {
  readonly page: Page;
  readonly complaints: readonly string[];
}

/** Misuse inside the base components, which nobody here can mend. */
const KNOWN_COMPLAINTS = /which is not in the same shadow root/;

/** Builds the console, serves it over an org with a finished run, and opens a browser on it. */
export async function openConsole(executablePath: string): Promise<ConsoleInBrowser> {
  const site = await buildConsole();
  const server = await startWebServer({ port: 0, org: fakeOrg(populationApex), site });
  let browser: Browser;
  try {
    browser = await launchChromium(executablePath);
  } catch (error) {
    await server.close();
    throw error;
  }
  return {
    url: server.url,
    async newPage(viewport = { width: 1366, height: 900 }) {
      const page = await browser.newPage({ viewport });
      const complaints: string[] = [];
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (message) => {
        const isComplaint = message.type() === 'error' || message.type() === 'warning';
        if (isComplaint && !KNOWN_COMPLAINTS.test(message.text())) complaints.push(message.text());
      });
      return { page, complaints };
    },
    async close() {
      await browser.close();
      await server.close();
    }
  };
}
