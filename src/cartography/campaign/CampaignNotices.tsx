import { call } from '#kernel/call.ts'
import { Banner, Button, plural, Stack } from '#kernel/ui/index.ts'
import { deliveryTrouble } from '#vocabulary'
import { type Campaign, resendMessages } from './contract.ts'
import { useCampaignAct } from './useCampaignActs.ts'

/** What a campaign waits for: messages that did not leave, answers with nobody to write to. */
export function CampaignNotices({ campaign }: { campaign: Campaign }) {
  const { act, isPending } = useCampaignAct()
  const { id, unsent, withoutAddress, state, abilities } = campaign
  const waiting = unsent.reduce((sum, { count }) => sum + count, 0)
  const reasons = unsent.flatMap(({ trouble }) => (trouble ? [deliveryTrouble.label(trouble)] : []))
  const resend = () =>
    act(async () => {
      const { messages } = await call(resendMessages, { params: { id } })
      return `${plural(messages, 'message remis', 'messages remis')} à l’envoi.`
    })
  return (
    <Stack gap={3}>
      {waiting > 0 && (
        <Banner
          tone="attention"
          title={`${plural(waiting, 'message n’est pas parti', 'messages ne sont pas partis')}${reasons.length > 0 ? ` : ${reasons.join(', ').toLowerCase()}` : ''}.`}
          actions={
            abilities.write &&
            state === 'open' && (
              <Button size="small" isPending={isPending} onPress={() => void resend()}>
                Envoyer de nouveau
              </Button>
            )
          }
        >
          Vous pouvez aussi remettre un lien de main à main depuis la page d’une réponse.
        </Banner>
      )}
      {withoutAddress > 0 && state !== 'closed' && (
        <Banner
          title={`${plural(withoutAddress, 'réponse attendue n’a', 'réponses attendues n’ont')} encore personne à qui écrire.`}
        >
          {abilities.write &&
            'Ajoutez des personnes : « Ajouter des personnes », ou la page de chaque réponse.'}
        </Banner>
      )}
    </Stack>
  )
}
