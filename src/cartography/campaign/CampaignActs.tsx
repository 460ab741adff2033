import { BellRing, RotateCcw, Send, SquareX, UserPlus } from 'lucide-react'
import { useState } from 'react'
import { call } from '#kernel/call.ts'
import { Button, ConfirmDialog, DateField, Dialog, plural } from '#kernel/ui/index.ts'
import { type Campaign, closeCampaign, launchCampaign, reopenCampaign } from './contract.ts'
import { PeopleDialog } from './PeopleDialog.tsx'
import { RemindDialog } from './RemindDialog.tsx'
import { useCampaignAct } from './useCampaignActs.ts'

type Open = 'launch' | 'close' | 'reopen' | 'remind' | 'people' | null

/** What a cartographer does with a campaign, according to where it stands. */
export function CampaignActs({ campaign }: { campaign: Campaign }) {
  const [open, setOpen] = useState<Open>(null)
  const [until, setUntil] = useState<string | null>(campaign.closesOn)
  const { act, isPending } = useCampaignAct()
  const { id, version, state } = campaign
  const close = () => setOpen(null)
  const launch = async () => {
    await act(async () => {
      const { invited } = await call(launchCampaign, { params: { id }, version })
      return `Campagne lancée : ${plural(invited, 'personne invitée', 'personnes invitées')}.`
    })
    close()
  }
  const end = async () => {
    await act(async () => {
      await call(closeCampaign, { params: { id }, version })
      return 'Campagne close.'
    })
    close()
  }
  const reopen = async () => {
    if (!until) return
    const isDone = await act(async () => {
      await call(reopenCampaign, { params: { id }, version, input: { closesOn: until } })
      return 'Campagne rouverte.'
    })
    if (isDone) close()
  }
  return (
    <>
      {state !== 'closed' && (
        <Button icon={UserPlus} onPress={() => setOpen('people')}>
          Ajouter des personnes
        </Button>
      )}
      {state === 'draft' && (
        <Button variant="primary" icon={Send} onPress={() => setOpen('launch')}>
          Lancer
        </Button>
      )}
      {state === 'open' && (
        <>
          <Button variant="primary" icon={BellRing} onPress={() => setOpen('remind')}>
            Relancer
          </Button>
          <Button icon={SquareX} onPress={() => setOpen('close')}>
            Clore
          </Button>
        </>
      )}
      {state === 'closed' && (
        <Button icon={RotateCcw} onPress={() => setOpen('reopen')}>
          Rouvrir
        </Button>
      )}
      <ConfirmDialog
        title="Lancer la campagne"
        isOpen={open === 'launch'}
        onOpenChange={(isOpen) => !isOpen && close()}
        confirmLabel="Lancer et inviter"
        onConfirm={launch}
      >
        Chaque personne qui a une adresse reçoit son lien personnel. Les questionnaires et les destinataires
        ne changeront plus ; des personnes pourront encore être ajoutées.
      </ConfirmDialog>
      <ConfirmDialog
        title="Clore la campagne"
        isOpen={open === 'close'}
        onOpenChange={(isOpen) => !isOpen && close()}
        confirmLabel="Clore"
        onConfirm={end}
      >
        Plus personne ne pourra répondre ; chacun pourra relire sa réponse. Une campagne close peut être
        rouverte.
      </ConfirmDialog>
      {open === 'reopen' && (
        <Dialog
          title="Rouvrir la campagne"
          isOpen
          onOpenChange={(isOpen) => !isOpen && close()}
          footer={
            <>
              <Button onPress={close}>Annuler</Button>
              <Button
                variant="primary"
                isPending={isPending}
                isDisabled={!until}
                onPress={() => void reopen()}
              >
                Rouvrir
              </Button>
            </>
          }
        >
          <DateField label="Jusqu’au, inclus" value={until} onChange={setUntil} min={campaign.opensOn} />
        </Dialog>
      )}
      {open === 'remind' && <RemindDialog campaignId={id} onClose={close} />}
      {open === 'people' && <PeopleDialog campaign={campaign} onClose={close} />}
    </>
  )
}
