import { PublicFrame } from '../public/PublicFrame.server.tsx'

/** What somebody reads when their link does not open, for whatever reason. */
export function ClosedLink(_: object) {
  return (
    <PublicFrame>
      <h1>Ce lien n’ouvre plus de page</h1>
      <p>
        Un lien personnel cesse de fonctionner après quelque temps, ou dès qu’un nouveau vous est envoyé. Il
        arrive aussi qu’il soit coupé en deux par la messagerie.
      </p>
      <h2>Que faire ?</h2>
      <ul>
        <li>
          Cherchez le message le plus récent que nous vous avons envoyé, et ouvrez le lien qu’il contient.
        </li>
        <li>S’il s’étend sur deux lignes, copiez-le en entier dans la barre d’adresse.</li>
        <li>
          Sinon, demandez-en un nouveau à la personne qui vous a écrit : ce que vous aviez enregistré est
          gardé.
        </li>
      </ul>
    </PublicFrame>
  )
}
