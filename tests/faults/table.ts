import type { FullConfig, FullResult, Reporter, Suite, TestCase, TestResult } from '@playwright/test/reporter';
import { there } from '../there.ts';
import type { Figures } from './matrix.ts';

/** Prints the matrix, a line a row as it ends, and the sums: what was lost, and what was counted twice. */
export default class Table implements Reporter {
  private readonly sums: Figures = { put: 0, requests: 0, lost: 0, twice: 0, again: 0, untrue: 0, errors: 0, left: 0 };
  private rows = 0;
  private readonly failed = new Map<TestCase, string>();

  onBegin(_: FullConfig, suite: Suite) {
    console.log(`${suite.allTests().length} rows\n`);
    line(
      'browser',
      'row',
      {
        put: 'put',
        requests: 'requests',
        lost: 'lost',
        twice: 'twice',
        again: 'again',
        untrue: 'untrue',
        errors: 'errors',
        left: 'left',
      },
      's',
    );
  }

  onTestEnd(test: TestCase, result: TestResult) {
    const browser = there(test.parent.project()).name;
    const figures = result.attachments.find(({ name }) => name === 'figures')?.body;
    const seconds = (result.duration / 1000).toFixed(1);
    if (figures) {
      const row: Figures = JSON.parse(String(figures));
      for (const key of Object.keys(this.sums) as (keyof Figures)[]) this.sums[key] += row[key];
      this.rows++;
      line(browser, test.title, row, seconds);
    } else if (result.status !== 'skipped') line(browser, test.title, {}, seconds);
    if (result.status !== 'passed' && result.status !== 'skipped') {
      this.failed.set(test, `${browser}: ${test.title}`);
      for (const { message, value } of result.errors) console.log(`  ✗ ${message ?? value}`.replaceAll('\n', '\n    '));
    }
  }

  onEnd({ status }: FullResult) {
    line('', `${this.rows} rows`, this.sums, '');
    for (const [test, title] of this.failed)
      console.log(test.outcome() === 'flaky' ? `! only at the second attempt: ${title}` : `✗ ${title}`);
    console.log(`\n${status}: lost ${this.sums.lost}, counted twice ${this.sums.twice}`);
  }
}

const COLUMNS = ['put', 'requests', 'lost', 'twice', 'again', 'untrue', 'errors', 'left'] as const;

function line(browser: string, title: string, figures: Partial<Record<keyof Figures, unknown>>, seconds: string) {
  const cells = COLUMNS.map((column) => String(figures[column] ?? '–').padStart(9)).join('');
  console.log(`${browser.padEnd(10)}${title.padEnd(84)}${cells}${seconds.padStart(8)}`);
}
