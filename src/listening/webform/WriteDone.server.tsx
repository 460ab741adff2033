import { HelpNumbers } from '#kernel/public/HelpNumbers.server.tsx'
import { PublicFrame } from '#kernel/public/PublicFrame.server.tsx'

/** What is read once the message has arrived. */
export function WriteDone({
  receipt,
  wantsCall,
  isUrgent,
}: {
  readonly receipt: string
  readonly wantsCall: boolean
  readonly isUrgent: boolean
}) {
  return (
    <PublicFrame>
      <h1>Votre message est arrivé</h1>
      <p className="notice done">Merci d’avoir écrit. L’équipe l’a sous les yeux.</p>
      {isUrgent && (
        <>
          <p>Vous avez peur pour aujourd’hui : n’attendez pas notre réponse.</p>
          <HelpNumbers />
        </>
      )}
      <h2>Votre numéro de reçu</h2>
      <p className="receipt">{receipt}</p>
      <p>
        Il permet de reparler de ce message au téléphone. Vous pouvez le noter, ou ne rien garder : il ne vous
        sera jamais demandé.
      </p>
      <h2>Et maintenant ?</h2>
      <ul>
        <li>Un écoutant lit votre message. Il cherche ce qui peut protéger.</li>
        <li>
          {wantsCall
            ? 'Il vous joint comme vous l’avez permis, et pas autrement.'
            : 'Personne ne vous appelle : vous avez dit non, ou rien. Vous pouvez nous appeler ou récrire.'}
        </li>
        <li>Si un mineur est en danger, il prévient le service du département qui le protège.</li>
      </ul>
      {!isUrgent && <p>Si cela s’aggrave : le 17, le 114 par SMS, ou le 119, jour et nuit.</p>}
      <p>
        <a href="/traces">Ce qui reste sur votre téléphone après cette visite</a>
      </p>
    </PublicFrame>
  )
}
