// One server, one worker: the demo's data is shared, and two cores are all there is.
//
//   make e2e                          everything (starts target/release/jiso itself)
//   make e2e ONLY=deals               specs whose path or title matches
//   JISO_BIN=target/debug/jiso        another server than the optimised one
//   JISO_TRACE=1                      keep a trace of every test (npx playwright show-trace)
//   JISO_URL=http://127.0.0.1:3000    use a server that already runs
//   CHROMIUM=/path/to/chromium        another browser than Debian's

import { defineConfig, type PlaywrightTestConfig } from '@playwright/test';

const shots = process.env.JISO_SHOTS === '1';

const chromium: PlaywrightTestConfig['use'] = {
  browserName: 'chromium',
  launchOptions: {
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  },
};

export default defineConfig({
  testDir: '.',
  // `make shots` takes pictures; it is no test.
  testMatch: shots ? '**/*.shots.ts' : '**/*.spec.ts',
  outputDir: 'test-results',
  preserveOutput: 'failures-only',
  globalSetup: './server.ts',
  workers: 1,
  fullyParallel: false,
  retries: 0,
  // Long enough for a cold start on a busy machine, short enough to notice a page that hangs.
  timeout: 60_000,
  expect: { timeout: 7_000 },
  forbidOnly: process.env.CI === 'true',
  reporter: 'list',
  use: {
    ...chromium,
    // Set by server.ts before the workers start.
    baseURL: process.env.JISO_URL,
    locale: 'ja-JP',
    timezoneId: 'Asia/Tokyo',
    // A worker of the page's would answer before the tests' own routes do; what it does is tested where it is allowed.
    serviceWorkers: 'block',
    actionTimeout: 7_000,
    navigationTimeout: 15_000,
    trace: process.env.JISO_TRACE === '1' ? 'on' : 'off',
    screenshot: 'only-on-failure',
  },
  projects: [
    {
      name: 'phone',
      grepInvert: /@desktop/,
      use: { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
    },
    // What differs with width or needs a keyboard; stories are told once, on the phone.
    { name: 'desktop', grep: shots ? undefined : /@desktop|@both/, use: { viewport: { width: 1280, height: 900 } } },
  ],
});
