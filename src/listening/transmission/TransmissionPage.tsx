import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { FileDown, FileX } from 'lucide-react'
import { useState } from 'react'
import { download, RefusalError, sentenceOf } from '#kernel/call.ts'
import { Columns, PageHeader } from '#kernel/page/index.ts'
import {
  Banner,
  Button,
  ButtonLink,
  Cluster,
  type Definition,
  DefinitionList,
  Empty,
  ErrorState,
  formatDay,
  formatShortDateTime,
  Loading,
  Panel,
  Stack,
  TextLink,
  toast,
} from '#kernel/ui/index.ts'
import { DeliveryPanel } from '#listening/delivery/DeliveryPanel.tsx'
import { useCan } from '#office/account/useMe.ts'
import { deliveryChannel, returnOutcome, transmissionRecipient } from '#vocabulary'
import { type Transmission, transmissionJson, transmissionPdf } from './contract.ts'
import { StatusBadge, StatusSince, UrgentBadge } from './Marks.tsx'
import { TransmissionActs } from './TransmissionActs.tsx'
import { TransmissionDocument } from './TransmissionDocument.tsx'
import { TransmissionHistory } from './TransmissionHistory.tsx'
import { transmissionQuery } from './useTransmissions.ts'
import { recipientInWords } from './words.ts'
import './transmission.css'

const back = { href: '/bureau/transmissions', label: 'Transmissions' }

/** One transmission: what the authority reads, where it stands, and what is to be done. */
export function TransmissionPage() {
  const { id = '' } = useParams({ strict: false })
  const query = useQuery({ ...transmissionQuery(id), refetchInterval: 30_000 })
  if (query.data) return <Whole key={id} transmission={query.data} />
  if (query.error instanceof RefusalError && query.error.code === 'not_found') {
    return (
      <>
        <PageHeader title="Transmission introuvable" back={back} />
        <Empty
          title="Cette transmission n’existe pas, ou n’est pas ouverte à votre rôle."
          icon={FileX}
          actions={<ButtonLink href={back.href}>Voir les transmissions</ButtonLink>}
        />
      </>
    )
  }
  return (
    <>
      <PageHeader title="Transmission" back={back} />
      {query.isError ? (
        <ErrorState title={sentenceOf(query.error)} onRetry={() => void query.refetch()} />
      ) : (
        <Loading label="La transmission arrive…" lines={10} />
      )}
    </>
  )
}

function Whole({ transmission }: { transmission: Transmission }) {
  const { content } = transmission
  const can = useCan()
  const remarks = transmission.history.findLast(({ kind }) => kind === 'returned' || kind === 'recalled')
  const asked = transmission.history.findLast(({ kind }) => kind === 'complement_asked')
  return (
    <div className="writing">
      <PageHeader
        title={`${transmission.reference} · ${recipientInWords(transmission)}`}
        back={back}
        aside={
          <>
            {transmission.urgent && <UrgentBadge />}
            <StatusBadge status={transmission.status} />
          </>
        }
        lead={
          <>
            <TextLink href={`/bureau/situations/${transmission.situation.id}`}>
              Situation {transmission.situation.reference}
            </TextLink>
            {', '}
            <StatusSince row={transmission} />
          </>
        }
        actions={<TransmissionActs transmission={transmission} />}
      />
      {transmission.status === 'submitted' && !transmission.abilities.validate && (
        <Banner title="Elle attend d’être relue par une autre personne de la coordination." />
      )}
      {transmission.status === 'returned' && remarks?.note && (
        <Banner tone="attention" title={`À reprendre : ${remarks.by ?? 'la coordination'} a écrit`}>
          <p className="document-text">{remarks.note}</p>
        </Banner>
      )}
      {transmission.status === 'redirected' && !transmission.readdressedAs && (
        <Banner tone="attention" title="Le destinataire dit ne pas être compétent.">
          Le même texte est à adresser au bon service : personne d’autre ne l’a reçu.
        </Banner>
      )}
      {asked?.note && transmission.status !== 'return_received' && (
        <Banner tone="attention" title={`${asked.by ?? 'Le destinataire'} demande un complément`}>
          <p className="document-text">{asked.note}</p>
        </Banner>
      )}
      <Columns
        asideLabel="Suivi"
        main={
          <Stack gap={4}>
            {content && transmission.status !== 'cancelled' && (
              <DeliveryPanel transmissionId={transmission.id} canSettle={can('escalation.settle')} />
            )}
            {content && <Downloads transmission={transmission} />}
            <TransmissionDocument
              reference={transmission.reference}
              recipient={content?.recipient.name ?? recipientInWords(transmission)}
              urgent={transmission.urgent}
              complementOf={content?.complementOf ?? transmission.complementOf?.reference ?? null}
              authorFunction={content?.authorFunction ?? transmission.authorFunction}
              validatedAt={transmission.validatedAt}
              writing={content ?? transmission.writing}
            />
          </Stack>
        }
        aside={
          <Stack gap={6}>
            <div className="transmission-aside">
              <DefinitionList items={factsOf(transmission)} />
            </div>
            <Together transmission={transmission} />
            <Panel title="Histoire" isQuiet>
              <TransmissionHistory history={transmission.history} />
            </Panel>
          </Stack>
        }
      />
    </div>
  )
}

/** What has happened to it; what has not yet happened has no line. */
function factsOf(transmission: Transmission): Definition[] {
  const { recipient } = transmission
  const facts: (Definition | null | false | '')[] = [
    { term: 'Rédigée par', value: transmission.author.name },
    transmission.validator && { term: 'Validée par', value: transmission.validator },
    recipient && {
      term: 'Destinataire',
      value: transmissionRecipient.label(recipient.kind),
      note: deliveryChannel.label(recipient.channel),
    },
    transmission.complementOf && {
      term: 'Complète',
      value: (
        <TextLink href={`/bureau/transmissions/${transmission.complementOf.id}`}>
          {transmission.complementOf.reference}
        </TextLink>
      ),
    },
    transmission.sentAt && { term: 'Reçue le', value: formatShortDateTime(transmission.sentAt) },
    transmission.acknowledgedAt && {
      term: 'Lue par',
      value: transmission.acknowledgedBy,
      note: formatShortDateTime(transmission.acknowledgedAt),
    },
    transmission.returnOutcome
      ? { term: 'Retour', value: returnOutcome.label(transmission.returnOutcome) }
      : transmission.status !== 'redirected' &&
        transmission.returnDueOn && {
          term: 'Retour',
          value: `attendu le ${formatDay(transmission.returnDueOn)}`,
        },
    transmission.readdressedAs && {
      term: 'Réadressée',
      value: (
        <TextLink href={`/bureau/transmissions/${transmission.readdressedAs}`}>Voir la nouvelle</TextLink>
      ),
    },
  ]
  return facts.filter((fact): fact is Definition => !!fact)
}

/** The other recipients of the same text, each with its own fate. */
function Together({ transmission }: { transmission: Transmission }) {
  const others = transmission.together.filter(({ id }) => id !== transmission.id)
  if (others.length === 0) return null
  return (
    <Panel title="Écrite en même temps pour" isQuiet>
      <ul className="transmissions" aria-label="Autres destinataires du même écrit">
        {others.map((one) => (
          <li key={one.id} className="transmission-line">
            <TextLink href={`/bureau/transmissions/${one.id}`}>{recipientInWords(one)}</TextLink>
            <span className="transmission-marks">
              <StatusBadge status={one.status} />
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function Downloads({ transmission: { id } }: { transmission: Transmission }) {
  const [isPending, setPending] = useState(false)
  const fetchIt = (contract: typeof transmissionPdf | typeof transmissionJson) => {
    setPending(true)
    const asked =
      contract === transmissionPdf
        ? download(transmissionPdf, { params: { id } })
        : download(transmissionJson, { params: { id } })
    asked.catch((error: unknown) => toast({ text: sentenceOf(error) })).finally(() => setPending(false))
  }
  return (
    <Cluster>
      <Button size="small" icon={FileDown} isPending={isPending} onPress={() => fetchIt(transmissionPdf)}>
        PDF
      </Button>
      <Button size="small" icon={FileDown} isPending={isPending} onPress={() => fetchIt(transmissionJson)}>
        JSON
      </Button>
    </Cluster>
  )
}
