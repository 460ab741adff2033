import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { ChartColumn } from 'lucide-react'
import { Temporal } from 'temporal-polyfill'
import { call, sentenceOf } from '#kernel/call.ts'
import {
  BarList,
  dayOf,
  Empty,
  ErrorState,
  formatNumber,
  KeyFigure,
  KeyFigures,
  Loading,
  Panel,
  Select,
  Stack,
} from '#kernel/ui/index.ts'
import { useAddress } from '#listening/situation/useAddress.ts'
import { evaluationQuestion } from '#vocabulary'
import { readInterventionFigures } from './contract.ts'

const firstYear = { label: 'Première année', from: '2023-04-03', to: '2024-04-02' }

/** The last twelve months, the years of the calendar, and the first year of the platform. */
function periods() {
  const today = Temporal.PlainDate.from(dayOf(new Date()))
  const year = (of: number) => ({ label: `Année ${of}`, from: `${of}-01-01`, to: `${of}-12-31` })
  const last = { from: today.subtract({ years: 1 }).add({ days: 1 }).toString(), to: today.toString() }
  return [{ label: '12 derniers mois', ...last }, year(today.year), year(today.year - 1), firstYear]
}

const points = (mean: number | null): string => (mean === null ? '–' : `${formatNumber(mean)} sur 5`)

/** What was done in a period, whom it reached and what they learned. */
export function FiguresView() {
  const { said, go } = useAddress()
  const all = periods()
  const period = all.find(({ from }) => from === said.get('du')) ?? all[0] ?? firstYear
  const { from, to } = period
  const answer = useQuery({
    queryKey: ['interventions', 'figures', from, to],
    queryFn: ({ signal }) => call(readInterventionFigures, { query: { from, to }, signal }),
    placeholderData: keepPreviousData,
  })
  const choice = (
    <div className="intervention-period">
      <Select
        label="Période"
        options={all.map((one) => ({ value: one.from, label: one.label }))}
        value={from}
        onChange={(du) => go({ du })}
      />
    </div>
  )
  if (!answer.data)
    return answer.isError ? (
      <ErrorState title={sentenceOf(answer.error)} onRetry={() => void answer.refetch()} />
    ) : (
      <Loading label="Les chiffres se comptent…" lines={6} />
    )
  const { figures, learned, evaluated, answers } = answer.data
  const baseOf = (id: string) => figures.find((one) => one.id === id)?.base ?? 0
  const satisfaction = learned.find(({ question }) => question === 'satisfaction')?.after ?? null
  if (baseOf('intervention') === 0)
    return (
      <Stack gap={4}>
        {choice}
        <Empty title="Aucune intervention ne s’est tenue dans cette période." icon={ChartColumn} />
      </Stack>
    )
  return (
    <Stack gap={4}>
      {choice}
      <KeyFigures>
        <KeyFigure value={formatNumber(baseOf('intervention'))} label="interventions tenues" />
        <KeyFigure value={formatNumber(baseOf('professional_reached'))} label="professionnels touchés" />
        <KeyFigure
          value={points(satisfaction)}
          label="de satisfaction"
          note={`${formatNumber(answers)} réponses, ${formatNumber(evaluated)} interventions évaluées`}
        />
      </KeyFigures>
      {figures.map(({ id, title, rule, base, rows }) => (
        <Panel key={id} title={title}>
          <BarList
            caption={title}
            hideCaption
            rows={rows.filter(({ count }) => count > 0)}
            unit={id === 'intervention' ? 'interventions' : 'professionnels'}
            base={base}
            rule={rule}
          />
        </Panel>
      ))}
      <Panel
        title="Ce qui a été appris"
        lead="Moyennes sur cinq points, avant et après, des évaluations closes d’au moins cinq réponses."
      >
        <div className="evaluation-scroll">
          <table className="evaluation-table">
            <caption className="visually-hidden">Moyennes avant et après, par question</caption>
            <thead>
              <tr>
                <th scope="col">Question</th>
                <th scope="col">Avant</th>
                <th scope="col">Après</th>
              </tr>
            </thead>
            <tbody>
              {learned.map(({ question, before, after }) => (
                <tr key={question}>
                  <th scope="row">{evaluationQuestion.label(question)}</th>
                  <td>{points(before)}</td>
                  <td>{points(after)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Panel>
    </Stack>
  )
}
