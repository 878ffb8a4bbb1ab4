import { spawn } from 'node:child_process';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Builder, Capabilities, type WebDriver } from 'selenium-webdriver';
import { systemBrowser } from './engines.mjs';
import { there } from './there.ts';

/** One window of the system's WebKit. */
export interface WebKitWindow {
  go(url: string): Promise<void>;
  reload(): Promise<void>;
  run<R, A = undefined>(act: (arg: A) => R | Promise<R>, arg?: A): Promise<R>;
  last<A = undefined>(act: (arg: A) => unknown, arg?: A): Promise<void>;
  close(): Promise<void>;
  /** Does something to this window that nothing above does. */
  drive<T>(work: (driver: WebDriver) => Promise<T>): Promise<T>;
}

export interface WebKit {
  open(): Promise<WebKitWindow>;
  close(): Promise<void>;
}

/**
 * WebKitGTK, driven by WebDriver on a screen that nobody sees. A driver has one window in hand at a time, so what
 * windows are asked to do stands in one line.
 */
export async function openWebKit(): Promise<WebKit> {
  const port = await freePort();
  const service = spawn('xvfb-run', ['-a', 'WebKitWebDriver', `--port=${port}`], { stdio: 'ignore', detached: true });
  const ended = new Promise<never>((_, reject) => {
    service.once('error', reject);
    service.once('exit', (code) => reject(new Error(`WebKitWebDriver ended with ${code}`)));
  });
  ended.catch(() => {});
  const capabilities = new Capabilities({
    browserName: 'MiniBrowser',
    timeouts: { script: 120_000 },
    'webkitgtk:browserOptions': { binary: systemBrowser('webkit'), args: ['--automation'] },
  });
  const begin = async (): Promise<WebDriver> => {
    const deadline = Date.now() + 30_000;
    for (;;) {
      try {
        return await new Builder().usingServer(`http://127.0.0.1:${port}`).withCapabilities(capabilities).build();
      } catch (error) {
        if (Date.now() > deadline) throw error;
        await sleep(200);
      }
    }
  };
  const driver = await Promise.race([begin(), ended]);
  const first = await driver.getWindowHandle();

  let line: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = line.then(work);
    line = done.catch(() => {});
    return done;
  };

  return {
    async open() {
      const handle = await inTurn(async () => {
        // The first window stays open, so that the session does.
        await driver.switchTo().window(first);
        await driver.switchTo().newWindow('window');
        return driver.getWindowHandle();
      });
      const drive = <T>(work: (driver: WebDriver) => Promise<T>) =>
        inTurn(async () => {
          await driver.switchTo().window(handle);
          return work(driver);
        });
      return {
        drive,
        go: (url) => drive(() => driver.get(url)),
        reload: () => drive(() => driver.navigate().refresh()),
        run: (act, arg) =>
          drive(async () => {
            const [value, error] = (await driver.executeAsyncScript(
              `const done = arguments[1];
               Promise.resolve(arguments[0]).then(${act}).then((value) => done([value]), (error) => done([null, String(error)]));`,
              arg,
            )) as [unknown, string?];
            if (error) throw new Error(error);
            return value as never;
          }),
        // In a task of its own: this driver waits forever for the answer of a window that closes meanwhile.
        last: (act, arg) =>
          drive(() => driver.executeScript(`const [arg] = arguments; setTimeout(() => (${act})(arg));`, arg)),
        close: () => drive(() => driver.close()).catch(() => {}),
      };
    },
    async close() {
      await driver.quit().catch(() => {});
      try {
        process.kill(-there(service.pid), 'SIGTERM');
      } catch {
        // It has ended already.
      }
    },
  };
}

const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject).listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
