import { useParams } from '@tanstack/react-router'
import { BookCheck } from 'lucide-react'
import { useState } from 'react'
import { RefusalError, sentenceOf } from '#kernel/call.ts'
import { PageHeader } from '#kernel/page/index.ts'
import {
  Badge,
  Banner,
  Button,
  ButtonLink,
  Empty,
  ErrorState,
  formatDay,
  KeyFigure,
  KeyFigures,
  Loading,
  Tabs,
} from '#kernel/ui/index.ts'
import { useCan } from '#office/account/useMe.ts'
import { FigurePanel } from '../report/FigurePanel.tsx'
import { headlinesOf } from '../report/sentence.ts'
import { ChaptersPanel } from './ChaptersPanel.tsx'
import { CloseYearDialog } from './CloseYearDialog.tsx'
import { ComparisonPanel } from './ComparisonPanel.tsx'
import { closeEdition } from './contract.ts'
import { ReleasePanel } from './ReleasePanel.tsx'
import { type Edition, useEdition } from './useEdition.ts'
import '../report/report.css'

const back = { href: '/bureau/editions', label: 'Éditions' }

/** One edition: its figures, the words around them, what changed since, and what left of it. */
export function EditionPage() {
  const { id = '' } = useParams({ strict: false })
  const query = useEdition(id)
  if (query.data) return <EditionSheet edition={query.data} />
  if (query.error instanceof RefusalError && query.error.code === 'not_found')
    return (
      <>
        <PageHeader title="Édition introuvable" back={back} />
        <Empty
          title="Cette édition n’existe pas."
          icon={BookCheck}
          actions={<ButtonLink href={back.href}>Voir toutes les éditions</ButtonLink>}
        />
      </>
    )
  return (
    <>
      <PageHeader title="Édition" back={back} />
      {query.isError ? (
        <ErrorState title={sentenceOf(query.error)} onRetry={() => void query.refetch()} />
      ) : (
        <Loading label="Les chiffres se recomptent…" lines={8} />
      )}
    </>
  )
}

function EditionSheet({ edition }: { readonly edition: Edition }) {
  const can = useCan()
  const [isCorrecting, setCorrecting] = useState(false)
  const mayCorrect = can(closeEdition.action) && !edition.isSuperseded
  return (
    <>
      <PageHeader
        title={edition.title}
        back={back}
        lead={`Du ${formatDay(edition.from)} au ${formatDay(edition.to)}, close le ${formatDay(edition.closedAt)}${edition.closedBy ? ` par ${edition.closedBy}` : ''}.`}
        aside={
          edition.isSuperseded ? (
            <Badge tone="attention">Remplacée</Badge>
          ) : (
            <Badge tone={edition.publishedAt ? 'positive' : undefined}>
              {edition.publishedAt ? 'Publiée' : 'À publier'}
            </Badge>
          )
        }
        actions={mayCorrect && <Button onPress={() => setCorrecting(true)}>Corriger par un erratum</Button>}
      />
      {edition.erratum && <Banner title="Erratum">{edition.erratum}</Banner>}
      {edition.isSuperseded && (
        <Banner tone="attention" title="Un erratum a remplacé cette édition.">
          Elle reste lisible ; elle ne se publie plus.
        </Banner>
      )}
      <Tabs
        label="Édition"
        items={[
          { id: 'chiffres', label: 'Chiffres', content: <Figures edition={edition} /> },
          { id: 'chapitres', label: 'Chapitres', content: <ChaptersPanel edition={edition} /> },
          { id: 'comparer', label: 'Comparer à aujourd’hui', content: <ComparisonPanel id={edition.id} /> },
          { id: 'publier', label: 'Publier', content: <ReleasePanel edition={edition} /> },
        ]}
      />
      {isCorrecting && <CloseYearDialog superseded={edition} onClose={() => setCorrecting(false)} />}
    </>
  )
}

function Figures({ edition: { report, methodWords } }: { readonly edition: Edition }) {
  return (
    <div className="report">
      <p>{methodWords} Ces chiffres sont entiers : ils ne sortent qu’en passant par « Publier ».</p>
      <KeyFigures>
        {headlinesOf(report).map(({ value, label, note }) => (
          <KeyFigure key={label} value={value} label={label} note={note} />
        ))}
      </KeyFigures>
      <div className="report-figures">
        {report.figures.map((figure) => (
          <FigurePanel key={figure.id} figure={figure} report={report} />
        ))}
      </div>
    </div>
  )
}
