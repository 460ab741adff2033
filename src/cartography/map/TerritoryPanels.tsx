import {
  Badge,
  DefinitionList,
  Disclosure,
  formatDay,
  formatNumber,
  KeyFigure,
  KeyFigures,
  Panel,
  TextLink,
  type Tone,
} from '#kernel/ui/index.ts'
import {
  type CampaignResponseStatus,
  campaignResponseStatus,
  meetingNature,
  meetingStatus,
  practiceStatus,
  questionnaireAddressee,
} from '#vocabulary'
import type { Territory } from './contract.ts'

/** Contacts and situations of the year; what is too few to be told is said so. */
export function FiguresPanel({ figures }: { readonly figures: NonNullable<Territory['figures']> }) {
  const { year, threshold, situations, contacts } = figures
  const told = (count: number | null) => (count === null ? 'Masqué' : formatNumber(count))
  return (
    <Panel
      title={`En ${year}`}
      lead={
        situations === null || contacts === null
          ? `Un nombre inférieur à ${threshold}, zéro compris, n’est jamais montré\u00a0; d’autres sont masqués avec lui.`
          : undefined
      }
    >
      <KeyFigures>
        <KeyFigure label="Situations commencées" value={told(situations)} />
        <KeyFigure label="Contacts reçus" value={told(contacts)} />
      </KeyFigures>
    </Panel>
  )
}

const tones: Partial<Record<CampaignResponseStatus, Tone>> = { submitted: 'positive', partial: 'attention' }

/** What was answered there, the latest campaign first. */
export function AnswersPanel({ answers }: { readonly answers: NonNullable<Territory['answers']> }) {
  const campaigns = Map.groupBy(answers, (one) => one.campaignId)
  return (
    <Panel title="Réponses aux questionnaires">
      {answers.length === 0 && <p className="muted">Aucune campagne ne lui a encore été adressée.</p>}
      {[...campaigns].map(([id, all], place) => (
        <Disclosure
          key={id}
          title={all[0]?.campaign ?? ''}
          meta={`${all.filter(({ status }) => status === 'submitted').length} sur ${all.length}`}
          defaultExpanded={place === 0}
        >
          <ul className="territory-list">
            {all.map((one) => (
              <li key={one.targetId}>
                <span>
                  {questionnaireAddressee.label(one.addressee)}
                  <small>{one.territory}</small>
                </span>
                <Badge tone={tones[one.status] ?? 'neutral'}>
                  {campaignResponseStatus.label(one.status)}
                  {one.answeredAt && ` le ${formatDay(one.answeredAt)}`}
                </Badge>
                {one.said.length > 0 && (
                  <DefinitionList
                    columns={2}
                    items={one.said.map(({ question, answer }) => ({ term: question, value: answer }))}
                  />
                )}
              </li>
            ))}
          </ul>
        </Disclosure>
      ))}
    </Panel>
  )
}

/** What is done there, or was taken up from elsewhere. */
export function PracticesPanel({ practices }: { readonly practices: Territory['practices'] }) {
  return (
    <Panel title="Pratiques">
      {practices.length === 0 ? (
        <p className="muted">Aucune pratique n’est encore décrite pour ce département.</p>
      ) : (
        <ul className="territory-list">
          {practices.map((one) => (
            <li key={one.id}>
              <TextLink href={`/bureau/pratiques/${one.id}`}>{one.title}</TextLink>
              <span className="territory-badges">
                {one.isAdopted && <Badge tone="accent">Adoptée ici</Badge>}
                <Badge>{practiceStatus.label(one.status)}</Badge>
              </span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}

/** Whom the platform met there, and whom it will. */
export function MeetingsPanel({ meetings }: { readonly meetings: Territory['meetings'] }) {
  return (
    <Panel title="Rencontres">
      {meetings.length === 0 ? (
        <p className="muted">Aucune rencontre n’est notée avec ce département.</p>
      ) : (
        <ul className="territory-list">
          {meetings.map((one) => (
            <li key={one.id}>
              <span>
                <TextLink href={`/bureau/rencontres/${one.id}`}>{one.title}</TextLink>
                <small>{[meetingNature.label(one.nature), ...one.actors].join(' · ')}</small>
              </span>
              <Badge>
                {formatDay(one.startsAt)}, {meetingStatus.label(one.status).toLowerCase()}
              </Badge>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}
