import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import { at, frame, NOWHERE, render } from '../emit/marks.ts';

/** Where a piece of the generated code comes from. */
function origin(marked: string, piece: string): { line: number | null; name: string | null } {
  const { code, map } = render(marked, 'Foo.cls');
  const offset = code.indexOf(piece);
  assert.notEqual(offset, -1, `${piece} is in the code`);
  const before = code.slice(0, offset).split('\n');
  const { line, name } = originalPositionFor(new TraceMap(map), { line: before.length, column: before.at(-1)!.length });
  return { line, name };
}

const place = (line: number) => at({ line, column: 4 });

describe('marks', () => {
  it('leave the code as if they had never been there', () => {
    assert.equal(render(`a${place(1)}b\n${frame('Class.Foo.bar')}${NOWHERE}c`, 'Foo.cls').code, 'ab\nc');
  });

  it('give what follows them its line and frame, across lines of the script', () => {
    const marked = `start\n${frame('Class.Foo.bar')}${place(3)}one(${place(7)}two())\n${place(8)}three()`;
    assert.deepEqual(origin(marked, 'one'), { line: 3, name: 'Class.Foo.bar' });
    assert.deepEqual(origin(marked, 'two'), { line: 7, name: 'Class.Foo.bar' });
    assert.deepEqual(origin(marked, 'three'), { line: 8, name: 'Class.Foo.bar' });
  });

  it('can say that code comes from nowhere', () => {
    assert.equal(origin(`${frame('Class.Foo.bar')}${place(3)}one();${NOWHERE}own();`, 'own').line, null);
  });

  it('can not be imitated by a string literal', () => {
    const literal = JSON.stringify('\u00013:4\u0002');
    assert.equal(render(literal, 'Foo.cls').code, literal);
  });
});
