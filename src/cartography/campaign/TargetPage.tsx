import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { call, sentenceOf } from '#kernel/call.ts'
import { PageHeader } from '#kernel/page/index.ts'
import {
  Banner,
  DefinitionList,
  Empty,
  ErrorState,
  formatDateTime,
  Loading,
  Panel,
} from '#kernel/ui/index.ts'
import { campaignRefusal, questionnaireAddressee } from '#vocabulary'
import { readTarget, type Target } from './contract.ts'
import { StatusBadge } from './StatusBadge.tsx'
import { TargetActs } from './TargetActs.tsx'
import { TargetPeople } from './TargetPeople.tsx'
import { TargetStory } from './TargetStory.tsx'
import './campaign.css'

/** One answer that was asked for: who fills it, what happened, what it says. */
export function TargetPage() {
  const { id = '', campagne = '' } = useParams({ strict: false })
  const back = { href: `/bureau/campagnes/${campagne}`, label: 'Campagne' }
  const target = useQuery({
    queryKey: ['campaigns', 'target', id],
    queryFn: ({ signal }) => call(readTarget, { params: { id }, signal }),
    refetchInterval: 60_000,
  })
  if (target.data) return <TargetEntry target={target.data} back={back} />
  return (
    <>
      <PageHeader title="Réponse" back={back} />
      {target.isError ? (
        <ErrorState title={sentenceOf(target.error)} onRetry={() => void target.refetch()} />
      ) : (
        <Loading label="Lecture de la réponse…" lines={8} />
      )}
    </>
  )
}

function TargetEntry({ target, back }: { target: Target; back: { href: string; label: string } }) {
  const sections = target.sections.filter(({ lines }) => lines.some(({ words }) => words !== ''))
  return (
    <>
      <PageHeader
        title={target.territory}
        back={{ ...back, label: target.campaign.name }}
        lead={
          <>
            {questionnaireAddressee.label(target.addressee)} · <StatusBadge status={target.status} />{' '}
            {target.asked > 0 && `${target.answered} questions répondues sur ${target.asked}`}
          </>
        }
        actions={target.abilities.write && <TargetActs target={target} />}
      />
      {target.refusal && (
        <Banner title={`Ne répondra pas : ${campaignRefusal.label(target.refusal).toLowerCase()}.`}>
          {target.refusalNote}
        </Banner>
      )}
      {target.submittedAt && (
        <Banner
          tone="positive"
          title={`Envoyée le ${formatDateTime(target.submittedAt)}, signée par ${target.signatory ?? 'une personne retirée'}.`}
        />
      )}
      <div className="campaign-board">
        <TargetPeople target={target} />
        <TargetStory target={target} />
      </div>
      <Panel title="Réponses" lead="Chaque réponse porte le nom de la personne qui l’a donnée en dernier.">
        {sections.length === 0 ? (
          <Empty title="Rien n’est encore répondu." />
        ) : (
          sections.map(({ title, lines }) => (
            <section key={title}>
              <h3>{title}</h3>
              <DefinitionList
                items={lines
                  .filter(({ words }) => words !== '')
                  .map(({ title: term, words, by }) => ({ term, value: words, note: by }))}
              />
            </section>
          ))
        )}
      </Panel>
    </>
  )
}
