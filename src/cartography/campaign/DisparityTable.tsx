import { formatPercent } from '#kernel/ui/index.ts'
import type { QuestionResult } from './contract.ts'

const width = 220
const height = 24
const edge = 6
/** Where a percentage stands on the drawing. */
const at = (percent: number) => edge + (percent / 100) * (width - 2 * edge)

type Disparity = QuestionResult['disparity'][number]

interface DisparityTableProps {
  readonly title: string
  readonly disparity: QuestionResult['disparity']
  readonly groups: QuestionResult['groups']
}

/** How far apart territories are on each answer: a drawing of where each of them stands, beside its figures; never a ranking. */
export function DisparityTable({ title, disparity, groups }: DisparityTableProps) {
  const told = new Set(disparity.length > 0 ? groups.filter(({ base }) => base >= 3) : [])
  const percentsOf = (code: string) =>
    [...told].flatMap(({ rows }) => rows.find((row) => row.code === code)?.percent ?? [])
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: whoever scrolls with the keyboard must reach it.
    <section className="campaign-counts" aria-label={`Disparité entre territoires : ${title}`} tabIndex={0}>
      <table className="campaign-disparity">
        <thead>
          <tr>
            <th scope="col">Réponse</th>
            <th scope="col">Répartition, de 0 à 100 %</th>
            <th scope="col">Le plus bas</th>
            <th scope="col">La moitié entre</th>
            <th scope="col">Médiane</th>
            <th scope="col">Le plus haut</th>
          </tr>
        </thead>
        <tbody>
          {disparity.map((one) => (
            <tr key={one.code}>
              <th scope="row">{one.label}</th>
              <td>
                <Drawing disparity={one} percents={percentsOf(one.code)} />
              </td>
              <td>{formatPercent(one.spread.min)}</td>
              <td>
                {formatPercent(one.spread.lower)} et {formatPercent(one.spread.upper)}
              </td>
              <td>{formatPercent(one.spread.median)}</td>
              <td>{formatPercent(one.spread.max)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** A dot for each group over the box of the middle half; its figures are in the cells beside it. */
function Drawing({ disparity, percents }: { disparity: Disparity; percents: readonly number[] }) {
  const { min, lower, median, upper, max } = disparity.spread
  const middle = height / 2
  return (
    <svg
      className="campaign-distribution"
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      aria-hidden="true"
    >
      <line className="axis" x1={at(0)} x2={at(100)} y1={height - 2} y2={height - 2} />
      {[0, 50, 100].map((percent) => (
        <line
          key={percent}
          className="axis"
          x1={at(percent)}
          x2={at(percent)}
          y1={height - 5}
          y2={height - 2}
        />
      ))}
      <line className="range" x1={at(min)} x2={at(max)} y1={middle - 2} y2={middle - 2} />
      <rect
        className="half"
        x={at(lower)}
        width={Math.max(1, at(upper) - at(lower))}
        y={middle - 8}
        height={12}
        rx={2}
      />
      {counted(percents).map(([percent, count]) => (
        <circle
          key={percent}
          className="group"
          cx={at(percent)}
          cy={middle - 2}
          r={Math.min(5, 1.5 + Math.sqrt(count))}
        />
      ))}
      <line className="median" x1={at(median)} x2={at(median)} y1={middle - 10} y2={middle + 6} />
    </svg>
  )
}

/** Groups that stand at the same place are one larger dot. */
const counted = (percents: readonly number[]): readonly (readonly [number, number])[] =>
  [...Map.groupBy(percents, (percent) => Math.round(percent))].map(([percent, of]) => [percent, of.length])
