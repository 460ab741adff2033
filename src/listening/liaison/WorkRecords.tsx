import { CalendarPlus, ListX, Pencil } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Badge, Button, formatDay, formatPhone, formatShortDateTime, IconButton } from '#kernel/ui/index.ts'
import type { Sending } from '#listening/documentation/contract.ts'
import { SendingDialog } from '#listening/documentation/SendingDialog.tsx'
import type { Orientation } from '#listening/orientation/contract.ts'
import { OrientationDialog } from '#listening/orientation/OrientationDialog.tsx'
import {
  exchangeChannel,
  exchangeDirection,
  orientationKind,
  orientationOutcome,
  sendingChannel,
} from '#vocabulary'
import type { DueItem, Exchange, ServiceWork } from './contract.ts'
import { AwaitDialog } from './DueDialogs.tsx'
import { DueList } from './DueList.tsx'
import { ExchangeDialog } from './ExchangeDialog.tsx'
import { useWorkActs } from './useWork.ts'
import { exchangeTitles, type FilePlace, inSentence, personInWords } from './words.ts'

/** Every exchange, orientation and sending of a file, and what was settled. */
export function WorkRecords({
  work,
  settled,
  situation,
}: {
  work: ServiceWork
  settled: readonly DueItem[]
  situation: FilePlace
}) {
  return (
    <div className="work-records">
      <Group title="Échanges">
        {work.exchanges.map((one) => (
          <ExchangeLine key={one.id} exchange={one} situation={situation} />
        ))}
      </Group>
      <Group title="Orientations">
        {work.orientations.map((one) => (
          <OrientationLine key={one.id} orientation={one} situation={situation} />
        ))}
      </Group>
      <Group title="Documentation envoyée">
        {work.sendings.map((one) => (
          <SendingLine key={one.id} sending={one} situation={situation} />
        ))}
      </Group>
      {settled.length > 0 && (
        <div>
          <h3>Attentes réglées</h3>
          <DueList label="Attentes réglées" items={settled} isInFile />
        </div>
      )}
    </div>
  )
}

function Group({ title, children }: { title: string; children: readonly ReactNode[] }) {
  if (children.length === 0) return null
  return (
    <div>
      <h3>{title}</h3>
      <ul aria-label={title}>{children}</ul>
    </div>
  )
}

/** What an exchange says, wherever it is shown. */
export function ExchangeWords({ exchange }: { exchange: Exchange }) {
  return (
    <>
      {exchange.said && <p className="situation-text">{exchange.said}</p>}
      {exchange.asked && (
        <p className="situation-text">
          <strong>Demandé :</strong> {exchange.asked}
        </p>
      )}
      {exchange.place && (
        <p>
          <strong>Lieu :</strong> {exchange.place}
        </p>
      )}
      {exchange.given && (
        <p>
          <strong>Référence donnée :</strong> {exchange.given}
        </p>
      )}
    </>
  )
}

function ExchangeLine({ exchange, situation }: { exchange: Exchange; situation: FilePlace }) {
  const [open, setOpen] = useState<'edit' | 'await' | null>(null)
  const { withdraw } = useWorkActs()
  const name = `${exchangeTitles[exchange.kind]}, ${exchange.service}`
  return (
    <li>
      <div className="work-record">
        <p>
          <strong>{exchange.service || exchangeTitles[exchange.kind]}</strong>
          {personInWords(exchange) && <> · {personInWords(exchange)}</>}
        </p>
        <p className="muted small">
          {[
            formatShortDateTime(exchange.at),
            inSentence(exchangeTitles[exchange.kind]),
            exchangeChannel.label(exchange.channel).toLowerCase(),
            exchangeDirection.label(exchange.direction).toLowerCase(),
            exchange.reach && formatPhone(exchange.reach),
            exchange.author && `par ${exchange.author}`,
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
        <ExchangeWords exchange={exchange} />
      </div>
      {exchange.abilities.edit && (
        <div className="due-acts">
          <Button
            size="small"
            icon={CalendarPlus}
            onPress={() => setOpen('await')}
            aria-label={`Attendre une réponse : ${name}`}
          >
            Attendre
          </Button>
          <IconButton
            icon={Pencil}
            size="small"
            label={`Modifier : ${name}`}
            onPress={() => setOpen('edit')}
          />
          <IconButton
            icon={ListX}
            size="small"
            label={`Retirer : ${name}`}
            onPress={() => void withdraw(exchange.id, exchangeTitles[exchange.kind])}
          />
        </div>
      )}
      {open === 'edit' && (
        <ExchangeDialog
          situation={situation}
          kind={exchange.kind}
          exchange={exchange}
          onClose={() => setOpen(null)}
        />
      )}
      {open === 'await' && (
        <AwaitDialog exchangeId={exchange.id} service={exchange.service} onClose={() => setOpen(null)} />
      )}
    </li>
  )
}

function OrientationLine({ orientation, situation }: { orientation: Orientation; situation: FilePlace }) {
  const [isOpen, setOpen] = useState(false)
  const { withdraw } = useWorkActs()
  return (
    <li>
      <div className="work-record">
        <p>
          <strong>{orientation.service}</strong>{' '}
          <Badge tone={orientation.outcome === 'engaged' ? 'positive' : 'neutral'}>
            {orientationOutcome.label(orientation.outcome)}
          </Badge>
        </p>
        <p className="muted small">
          {[
            formatDay(orientation.at),
            orientation.kind && orientationKind.label(orientation.kind).toLowerCase(),
            orientation.person,
            orientation.author && `par ${orientation.author}`,
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
        {orientation.note && <p className="situation-text">{orientation.note}</p>}
        {orientation.outcomeNote && <p className="due-answer">{orientation.outcomeNote}</p>}
      </div>
      {orientation.abilities.edit && (
        <div className="due-acts">
          <IconButton
            icon={Pencil}
            size="small"
            label={`Modifier l’orientation : ${orientation.service}`}
            onPress={() => setOpen(true)}
          />
          <IconButton
            icon={ListX}
            size="small"
            label={`Retirer l’orientation : ${orientation.service}`}
            onPress={() => void withdraw(orientation.id, 'Orientation')}
          />
        </div>
      )}
      {isOpen && (
        <OrientationDialog situation={situation} orientation={orientation} onClose={() => setOpen(false)} />
      )}
    </li>
  )
}

function SendingLine({ sending, situation }: { sending: Sending; situation: FilePlace }) {
  const [isOpen, setOpen] = useState(false)
  const { withdraw } = useWorkActs()
  return (
    <li>
      <div className="work-record">
        <p>
          <strong>{sending.title}</strong> · {sending.versionLabel}
        </p>
        <p className="muted small">
          {[
            formatDay(sending.at),
            `à ${sending.person}`,
            sendingChannel.label(sending.channel).toLowerCase(),
            sending.author && `par ${sending.author}`,
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
        {sending.note && <p className="situation-text">{sending.note}</p>}
      </div>
      {sending.abilities.edit && (
        <div className="due-acts">
          <IconButton
            icon={Pencil}
            size="small"
            label={`Modifier l’envoi : ${sending.title}`}
            onPress={() => setOpen(true)}
          />
          <IconButton
            icon={ListX}
            size="small"
            label={`Retirer l’envoi : ${sending.title}`}
            onPress={() => void withdraw(sending.id, 'Envoi de documentation')}
          />
        </div>
      )}
      {isOpen && <SendingDialog situation={situation} sending={sending} onClose={() => setOpen(false)} />}
    </li>
  )
}
