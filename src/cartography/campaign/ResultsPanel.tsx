import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { FileSpreadsheet } from 'lucide-react'
import { useState } from 'react'
import { addressOf } from '#kernel/address.ts'
import { call, sentenceOf } from '#kernel/call.ts'
import {
  ButtonLink,
  Empty,
  ErrorState,
  Loading,
  optionsOf,
  plural,
  RadioChips,
  Select,
  Switch,
} from '#kernel/ui/index.ts'
import { type QuestionnaireAddressee, questionnaireAddressee, type Region, region } from '#vocabulary'
import { type Campaign, exportAnswers, readResults } from './contract.ts'
import { QuestionPanel } from './QuestionPanel.tsx'

const splits = [
  { value: 'none', label: 'Ensemble' },
  { value: 'region', label: 'Par région' },
  { value: 'year', label: 'D’une année à l’autre' },
] as const
type Split = (typeof splits)[number]['value']

/** What the answers say, question by question: counts over who answered, and how territories differ. */
export function ResultsPanel({ campaign }: { campaign: Campaign }) {
  const asked = campaign.surveys.map(({ addressee }) => addressee)
  const [addressee, setAddressee] = useState<QuestionnaireAddressee>(asked[0] ?? 'crip')
  const [where, setWhere] = useState<Region | null>(null)
  const [split, setSplit] = useState<Split>('none')
  const [partials, setPartials] = useState(false)
  const scope = {
    addressee,
    partials: partials ? ('true' as const) : ('false' as const),
    ...(where && { region: where }),
  }
  const results = useQuery({
    queryKey: ['campaigns', campaign.id, 'results', scope, split],
    queryFn: ({ signal }) =>
      call(readResults, { params: { id: campaign.id }, query: { ...scope, split }, signal }),
    placeholderData: keepPreviousData,
  })
  const file = (format: 'csv' | 'xlsx' | 'codebook') =>
    addressOf(exportAnswers.path, { id: campaign.id }, { addressee, format, partials: scope.partials })
  const pages = Map.groupBy(results.data?.questions ?? [], ({ page }) => page)
  return (
    <>
      <search className="campaign-filters" aria-label="Choisir les réponses">
        <Select
          label="Questionnaire"
          options={optionsOf(questionnaireAddressee, asked)}
          value={addressee}
          onChange={(next) => next && setAddressee(next)}
        />
        <Select
          label="Région"
          options={optionsOf(region)}
          value={where}
          onChange={setWhere}
          noneLabel="Toutes les régions"
        />
        <RadioChips
          label="Comparer"
          options={splits}
          value={split}
          onChange={(next) => setSplit(next ?? 'none')}
          noneLabel={false}
          size="small"
        />
        <Switch isSelected={partials} onChange={setPartials}>
          Avec les réponses commencées
        </Switch>
      </search>
      <div className="cluster" data-gap="2">
        {results.data && (
          <p>
            {plural(results.data.base, 'réponse comptée', 'réponses comptées')}
            {split === 'year' ? ', toutes campagnes comprises' : ` sur ${results.data.asked} demandées`}.
          </p>
        )}
        <ButtonLink href={file('xlsx')} download="reponses.xlsx" icon={FileSpreadsheet} size="small">
          XLSX et dictionnaire
        </ButtonLink>
        <ButtonLink href={file('csv')} download="reponses.csv" icon={FileSpreadsheet} size="small">
          CSV
        </ButtonLink>
        <ButtonLink href={file('codebook')} download="dictionnaire.csv" size="small">
          Dictionnaire CSV
        </ButtonLink>
      </div>
      {results.isError && !results.data ? (
        <ErrorState title={sentenceOf(results.error)} onRetry={() => void results.refetch()} />
      ) : results.isPending ? (
        <Loading label="Les réponses se comptent…" lines={8} />
      ) : results.data?.base === 0 ? (
        <Empty title="Aucune réponse à compter pour ce choix.">
          Changez de région, ou comptez aussi les réponses commencées.
        </Empty>
      ) : (
        <div aria-busy={results.isPlaceholderData}>
          {[...pages].map(([title, questions]) => (
            <section key={title}>
              <h2>{title}</h2>
              <div className="campaign-results">
                {questions.map((question) => (
                  <QuestionPanel key={question.id} campaign={campaign} question={question} scope={scope} />
                ))}
              </div>
            </section>
          ))}
        </div>
      )}
    </>
  )
}
