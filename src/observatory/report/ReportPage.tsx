import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { ChartColumn, FileJson, FileSpreadsheet } from 'lucide-react'
import { addressOf } from '#kernel/address.ts'
import { call, sentenceOf as failureOf } from '#kernel/call.ts'
import { PageHeader } from '#kernel/page/index.ts'
import {
  Button,
  ButtonLink,
  Empty,
  ErrorState,
  formatDate,
  formatList,
  KeyFigure,
  KeyFigures,
  Loading,
  PrintButton,
} from '#kernel/ui/index.ts'
import { callerProfile, departement } from '#vocabulary'
import { type Report, readReport } from './contract.ts'
import { FigurePanel } from './FigurePanel.tsx'
import { sections } from './figures.ts'
import { PlacesPanel } from './PlacesPanel.tsx'
import { ReportFilters } from './ReportFilters.tsx'
import { headlinesOf } from './sentence.ts'
import { type Shown, useReportAddress } from './useReportAddress.ts'
import './report.css'

/** The yearly report: sentences, bars, tables and a map, fit to be printed and handed over. */
export function ReportPage() {
  const { shown, show } = useReportAddress()
  const query = { ...shown, departement: [...shown.departement], callerProfile: [...shown.callerProfile] }
  const answer = useQuery({
    queryKey: ['report', shown],
    queryFn: ({ signal }) => call(readReport, { query, signal }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  })
  const file = (format: 'csv' | 'json') => addressOf(readReport.path, {}, { ...query, format })
  return (
    <>
      <PageHeader
        title="Rapport"
        lead={leadOf(shown)}
        actions={
          <>
            <ButtonLink
              href={file('csv')}
              download={`rapport-${shown.from}-${shown.to}.csv`}
              icon={FileSpreadsheet}
            >
              CSV
            </ButtonLink>
            <ButtonLink
              href={file('json')}
              download={`rapport-${shown.from}-${shown.to}.json`}
              icon={FileJson}
            >
              JSON
            </ButtonLink>
            <PrintButton />
          </>
        }
      />
      <ReportFilters shown={shown} onShow={show} />
      {answer.data ? (
        <div className="report" aria-busy={answer.isPlaceholderData}>
          <Figures
            report={answer.data}
            onWiden={isNarrowed(shown) ? () => show({ departement: [], callerProfile: [] }) : undefined}
          />
        </div>
      ) : answer.error ? (
        <ErrorState
          title="Le rapport n’a pas pu être compté"
          kept={failureOf(answer.error)}
          onRetry={() => void answer.refetch()}
        />
      ) : (
        <Loading label="Les chiffres se comptent…" lines={8} />
      )}
    </>
  )
}

function Figures({
  report,
  onWiden,
}: {
  readonly report: Report
  readonly onWiden: (() => void) | undefined
}) {
  const { situations, contacts } = report.populations
  if (situations === 0 && contacts === 0 && report.figures.every(({ base }) => base === 0))
    return (
      <Empty
        title="Aucun contact n’a été enregistré pour cette période."
        icon={ChartColumn}
        actions={onWiden && <Button onPress={onWiden}>Retirer les filtres</Button>}
      >
        {onWiden
          ? 'Retirez les filtres, ou choisissez une période plus longue.'
          : 'Choisissez une période plus longue.'}
      </Empty>
    )
  return (
    <>
      <KeyFigures>
        {headlinesOf(report).map(({ value, label, note }) => (
          <KeyFigure key={label} value={value} label={label} note={note} />
        ))}
      </KeyFigures>
      {sections.map(({ title, figures }) => (
        <section key={title} className="report-section">
          <h2>{title}</h2>
          <div className="report-figures">
            {report.figures
              .filter(({ id }) => figures.some((one) => one.id === id))
              .map((figure) =>
                figure.id === 'department' ? (
                  <PlacesPanel key={figure.id} figure={figure} report={report} />
                ) : (
                  <FigurePanel key={figure.id} figure={figure} report={report} />
                ),
              )}
          </div>
        </section>
      ))}
    </>
  )
}

const isNarrowed = ({ departement: places, callerProfile: callers }: Shown): boolean =>
  places.length + callers.length > 0

function leadOf({ from, to, departement: places, callerProfile: callers }: Shown): string {
  const parts = [`Du ${formatDate(from)} au ${formatDate(to)}`]
  if (places.length > 0) parts.push(formatList(places.map(departement.label)))
  if (callers.length > 0) parts.push(`appelants\u00a0: ${formatList(callers.map(callerProfile.label))}`)
  return `${parts.join(' · ')}.`
}
