import { BellPlus, FilePlus2, GitMerge, Link2, Milestone, PhoneIncoming, Printer } from 'lucide-react'
import { useCallback, useState } from 'react'
import { Columns, PageHeader, useShortcut } from '#kernel/page/index.ts'
import { Badge, Banner, Button, Menu, type MenuEntry, Tabs } from '#kernel/ui/index.ts'
import { CallbackDialog } from '#listening/callback/CallbackDialog.tsx'
import { FlagPanel } from '#listening/handover/FlagPanel.tsx'
import { ServiceWorkSection } from '#listening/liaison/ServiceWorkSection.tsx'
import { useServiceWork } from '#listening/liaison/useWork.ts'
import { PresenceLine } from '#listening/presence/PresenceLine.tsx'
import { SafeContactPanel } from '#listening/safecontact/SafeContactPanel.tsx'
import { TransmissionsPanel } from '#listening/transmission/TransmissionsPanel.tsx'
import { ActionDialog } from './ActionDialog.tsx'
import { CallbackPanel } from './CallbackPanel.tsx'
import type { Situation } from './contract.ts'
import { DangerSeries } from './DangerSeries.tsx'
import { happeningsOf } from './happenings.ts'
import { IdentityCard } from './IdentityCard.tsx'
import { IdentityConflict } from './IdentityConflict.tsx'
import { IdentityForm } from './IdentityForm.tsx'
import { LinkDialog } from './LinkDialog.tsx'
import { StageBadge } from './Marks.tsx'
import { MergeDialog } from './MergeDialog.tsx'
import { Merges } from './Merges.tsx'
import { ObservationMatrix } from './ObservationMatrix.tsx'
import { Assigned, LinkedFiles } from './People.tsx'
import { Places } from './Places.tsx'
import { SituationExtract } from './SituationExtract.tsx'
import { SituationFacts } from './SituationFacts.tsx'
import { SituationTimeline } from './SituationTimeline.tsx'
import { StageDialog } from './StageDialog.tsx'
import { seriesOf } from './series.ts'
import { Unsaved } from './Unsaved.tsx'
import { useAct } from './useAct.ts'
import { useAddress } from './useAddress.ts'
import { useIsPrinting } from './useIsPrinting.ts'
import { useNewContact } from './useNewContact.ts'
import { useSituationSave } from './useSituationSave.ts'
import { useStories } from './useStories.ts'
import { nameOf, portraitOf, zoneOf } from './words.ts'

type Open = 'action' | 'callback' | 'stage' | 'merge' | 'link' | 'conflict'

const views = ['chronologie', 'observations', 'lieux', 'identite'] as const
type View = (typeof views)[number]

interface SituationFileProps {
  situation: Situation
  back: { href: string; label: string }
}

/** The file of a minor: what is known, what is expected, what happened. */
export function SituationFile({ situation, back }: SituationFileProps) {
  const save = useSituationSave(situation)
  const { file } = save
  const { abilities } = file
  const { said, go } = useAddress()
  const [open, setOpen] = useState<Open | null>(null)
  const [wantsFocus, setWantsFocus] = useState(false)
  const onFocused = useCallback(() => setWantsFocus(false), [])
  const close = () => setOpen(null)
  const isPrinting = useIsPrinting()
  const newContact = useNewContact(file)
  const { refresh } = useAct(file.id)
  const { data: work } = useServiceWork(file.id)
  const told = useStories(file)

  const view = views.find((one) => one === said.get('vue')) ?? 'chronologie'
  const show = (next: View) => go({ vue: next === 'chronologie' ? null : next }, { replace: true })
  const edit = () => {
    show('identite')
    setWantsFocus(true)
  }
  const canStage = file.stage === 'closed' ? abilities.reopen : abilities.edit
  const stageLabel = file.stage === 'closed' ? 'Rouvrir' : 'Étape'
  useShortcut('a', () => setOpen('action'), { label: 'Ajouter une action', isDisabled: !abilities.act })
  useShortcut('r', () => setOpen('callback'), { label: 'Programmer un rappel', isDisabled: !abilities.act })
  useShortcut('s', () => setOpen('stage'), { label: stageLabel, isDisabled: !canStage })
  useShortcut('e', edit, { label: 'Modifier l’identité', isDisabled: !abilities.edit })
  views.forEach((one, index) => {
    // biome-ignore lint/correctness/useHookAtTopLevel: the views are a constant list.
    useShortcut(String(index + 1), () => show(one), { label: `Vue ${one}`, group: 'Vues du dossier' })
  })

  const more: MenuEntry[] = [
    ...(abilities.act
      ? [{ id: 'contact', label: 'Noter un contact', icon: PhoneIncoming, onAction: newContact }]
      : []),
    ...(abilities.edit
      ? [{ id: 'link', label: 'Lier à une autre situation', icon: Link2, onAction: () => setOpen('link') }]
      : []),
    ...(abilities.merge
      ? [
          {
            id: 'merge',
            label: 'Fusionner avec un autre dossier',
            description: 'Quand deux dossiers sont le même mineur',
            icon: GitMerge,
            onAction: () => setOpen('merge'),
          },
        ]
      : []),
    {
      id: 'print',
      label: 'Imprimer un extrait',
      icon: Printer,
      // After the menu has closed, else it is printed too; with every narrative, else paper would hold its last only.
      onAction: () => void told.readAll().then(() => setTimeout(() => window.print(), 100)),
    },
  ]
  return (
    <div className="situation">
      <PageHeader
        title={`${file.reference} · ${nameOf(file) ?? 'Identité inconnue'}`}
        back={back}
        aside={<StageBadge stage={file.stage} reason={file.closingReason} />}
        lead={
          <span className="situation-lead">
            {portraitOf(file) || 'Rien n’est encore noté du mineur.'}
            {file.isProvisional && <Badge tone="attention">Identité à confirmer</Badge>}
          </span>
        }
        actions={
          <>
            {abilities.act && (
              <Button icon={FilePlus2} shortcut="a" onPress={() => setOpen('action')}>
                Action
              </Button>
            )}
            {abilities.act && (
              <Button icon={BellPlus} shortcut="r" onPress={() => setOpen('callback')}>
                Rappel
              </Button>
            )}
            {canStage && (
              <Button icon={Milestone} shortcut="s" onPress={() => setOpen('stage')}>
                {stageLabel}
              </Button>
            )}
            <Menu label="Plus" items={more} />
          </>
        }
      />
      {file.stage === 'closed' && (
        <Banner title="Cette situation est close.">
          Elle se lit toujours. Pour y travailler, rouvrez-la : la réouverture sera datée dans la chronologie.
        </Banner>
      )}
      <PresenceLine kind="situation" id={file.id} />
      <SituationFacts file={file} />
      <Columns
        asideLabel="Identité et liens"
        main={
          <>
            <Unsaved save={save} isElsewhere={view !== 'identite'} onChoose={() => setOpen('conflict')} />
            <CallbackPanel file={file} />
            <SafeContactPanel
              owner={{ situationId: file.id }}
              suggestion={{ timeZone: zoneOf(file) }}
              canAdd={abilities.act}
            />
            <ServiceWorkSection file={file} />
            <TransmissionsPanel file={file} />
            <Tabs
              label="Vues du dossier"
              value={view}
              onChange={(id) => show(id as View)}
              items={[
                {
                  id: 'chronologie',
                  label: 'Chronologie',
                  count: happeningsOf(file, work).length,
                  content: <SituationTimeline file={file} work={work} told={told} />,
                },
                {
                  id: 'observations',
                  label: 'Observations',
                  count: seriesOf(file.contacts).flatMap((group) => group.rows).length,
                  content: (
                    <div className="stack" data-gap="8">
                      <ObservationMatrix contacts={file.contacts} />
                      <section className="stack" data-gap="2">
                        <h2>Danger et certitude, au fil des contacts</h2>
                        <DangerSeries contacts={file.contacts} />
                      </section>
                    </div>
                  ),
                },
                { id: 'lieux', label: 'Lieux', count: file.places.length, content: <Places file={file} /> },
                {
                  id: 'identite',
                  label: 'Identité',
                  content: (
                    <IdentityForm
                      save={save}
                      wantsFocus={wantsFocus}
                      onFocused={onFocused}
                      onChoose={() => setOpen('conflict')}
                    />
                  ),
                },
              ]}
            />
          </>
        }
        aside={
          <div className="situation-aside">
            {view !== 'identite' && <IdentityCard file={file} onEdit={edit} />}
            <Assigned file={file} />
            <FlagPanel situationId={file.id} mayFlag={abilities.edit} />
            <LinkedFiles file={file} />
            <Merges file={file} />
          </div>
        }
      />
      {isPrinting && <SituationExtract file={file} stories={told.stories} />}
      {open === 'action' && <ActionDialog file={file} onClose={close} />}
      {open === 'callback' && (
        <CallbackDialog
          target={{ situationId: file.id }}
          suggestion={{ timeZone: zoneOf(file) }}
          onClose={close}
          onDone={() => void refresh()}
        />
      )}
      {open === 'stage' && <StageDialog file={situation} onClose={close} />}
      {open === 'link' && <LinkDialog file={file} onClose={close} />}
      {open === 'merge' && <MergeDialog file={situation} onClose={close} />}
      <IdentityConflict save={save} isOpen={open === 'conflict'} onOpenChange={close} />
    </div>
  )
}
