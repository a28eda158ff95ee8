import type { Chart } from '../part.ts';
import { axis } from './axis.ts';
import type { Axis } from './axis.ts';

const WIDTH = 860;
const HEIGHT = 460;
/** Of the area between the axes; the names of the lines stand to the right of it. */
const AREA = { left: 84, top: 56, right: 560, bottom: 392 };
const LINE_HEIGHT = 20;
const TEXT = '#1f1f1f';
const GRID = '#d9d9d9';

/** Colours that stay apart for colour-blind eyes (Okabe and Ito), darkened for a white ground; shapes tell them too. */
const STYLES = [
  { colour: '#0060a0', dash: '', mark: 'circle' },
  { colour: '#1f1f1f', dash: '7 4', mark: 'square' },
  { colour: '#b84a00', dash: '', mark: 'triangle' },
  { colour: '#00795a', dash: '', mark: 'diamond' },
  { colour: '#a3407d', dash: '', mark: 'square' },
  { colour: '#8a6500', dash: '2 4', mark: 'circle' },
  { colour: '#5b4fb3', dash: '', mark: 'triangle' },
  { colour: '#6b6b6b', dash: '7 4', mark: 'diamond' }
] as const;
type Style = (typeof STYLES)[number];

/** An SVG of its own ground, so that it reads on dark pages too. @throws RangeError for values that have no logarithm */
export function draw({ title, x, y, lines }: Chart): string {
  const points = lines.flatMap((line) => line.points);
  const across = axis(
    points.map(([value]) => value),
    AREA.left,
    AREA.right
  );
  const up = axis(
    points.map(([, value]) => value),
    AREA.bottom,
    AREA.top
  );
  const styled = lines.map((line, index) => ({ ...line, style: STYLES[index % STYLES.length]! }));
  const named = styled
    .map((line) => ({ ...line, end: up.place(line.points.at(-1)![1]) }))
    .sort((one, other) => one.end - other.end);
  const names = spreadOut(named.map(({ end }) => end));
  const content = [
    ...across.ticks.map((value) => verticalTick(across, value)),
    ...up.ticks.map((value) => horizontalTick(up, value)),
    text((AREA.left + AREA.right) / 2, HEIGHT - 24, x, 'middle'),
    `<g transform="rotate(-90 22 ${middle()})">${text(22, middle(), y, 'middle')}</g>`,
    ...styled.map(({ style, points: own }) =>
      polyline(
        own.map(([a, b]) => [across.place(a), up.place(b)]),
        style
      )
    ),
    ...named.map(({ name, end, style }, index) => nameOf(name, end, names[index]!, style))
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" aria-labelledby="title description" font-family="system-ui, sans-serif" font-size="13" fill="${TEXT}">
<title id="title">${escape(title)}</title>
<desc id="description">${escape(describe(x, lines))}</desc>
<rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>
<text x="${AREA.left}" y="30" font-size="16" font-weight="600">${escape(title)}</text>
${content.join('\n')}
</svg>
`;
}

/** What a screen reader says instead of the picture: where each line begins and ends. */
function describe(x: string, lines: Chart['lines']): string {
  const ends = lines.map(({ name, points }) => {
    const [first, last] = [points[0]!, points.at(-1)!];
    return `${name}: ${short(first[1])} at ${short(first[0])}, ${short(last[1])} at ${short(last[0])}.`;
  });
  return `Both axes are logarithmic. By ${x.toLowerCase()}: ${ends.join(' ')}`;
}

function verticalTick({ place, label }: Axis, value: number): string {
  const at = place(value);
  return `<path d="M${at} ${AREA.top}V${AREA.bottom}" stroke="${GRID}"/>${text(at, AREA.bottom + 20, label(value), 'middle')}`;
}

function horizontalTick({ place, label }: Axis, value: number): string {
  const at = place(value);
  return `<path d="M${AREA.left} ${at}H${AREA.right}" stroke="${GRID}"/>${text(AREA.left - 8, at + 4, label(value), 'end')}`;
}

function polyline(points: readonly (readonly [number, number])[], { colour, dash, mark }: Style): string {
  const path = points.map(([a, b], index) => `${index === 0 ? 'M' : 'L'}${a} ${b}`).join('');
  const dashed = dash === '' ? '' : ` stroke-dasharray="${dash}"`;
  const marks = points.map(([a, b]) => shape(mark, a, b)).join('');
  return (
    `<path d="${path}" fill="none" stroke="${colour}" stroke-width="2"${dashed}/>` +
    `<path d="${marks}" fill="${colour}" stroke="#ffffff"/>`
  );
}

function shape(mark: Style['mark'], x: number, y: number): string {
  switch (mark) {
    case 'circle':
      return `M${x - 5} ${y}a5 5 0 1 0 10 0a5 5 0 1 0 -10 0Z`;
    case 'square':
      return `M${x - 4} ${y - 4}h8v8h-8Z`;
    case 'triangle':
      return `M${x} ${y - 6}l6 10h-12Z`;
    case 'diamond':
      return `M${x} ${y - 6}l6 6l-6 6l-6 -6Z`;
  }
}

function nameOf(name: string, end: number, at: number, { colour, mark }: Style): string {
  const start = AREA.right + 30;
  return (
    `<path d="M${AREA.right + 6} ${end}L${start - 10} ${at}" fill="none" stroke="${colour}"/>` +
    `<path d="${shape(mark, start, at)}" fill="${colour}"/>${text(start + 12, at + 4, name, 'start')}`
  );
}

/** Places names as near to their lines as they can be read. @param wanted from top to bottom */
function spreadOut(wanted: readonly number[]): readonly number[] {
  const places: number[] = [];
  for (const place of wanted) places.push(Math.max(place, (places.at(-1) ?? -Infinity) + LINE_HEIGHT));
  for (let index = places.length - 1, lowest = AREA.bottom; index >= 0; index--, lowest -= LINE_HEIGHT) {
    places[index] = Math.min(places[index]!, lowest);
  }
  return places;
}

const middle = (): number => (AREA.top + AREA.bottom) / 2;

function text(x: number, y: number, words: string, anchor: 'start' | 'middle' | 'end'): string {
  return `<text x="${x}" y="${y}" text-anchor="${anchor}">${escape(words)}</text>`;
}

function short(value: number): string {
  return value.toLocaleString('en-US', { maximumSignificantDigits: 3 });
}

function escape(words: string): string {
  return words.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
