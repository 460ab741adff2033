import { HelpNumbers } from '#kernel/public/HelpNumbers.server.tsx'
import { PublicFrame } from '#kernel/public/PublicFrame.server.tsx'

/** The front door, easy to read: short sentences, one idea in each. */
export function EasyHomePage() {
  return (
    <PublicFrame>
      <h1>Repère, en facile à lire</h1>
      <p>Repère aide les jeunes en danger.</p>
      <p>Un jeune est en danger quand :</p>
      <ul>
        <li>une personne lui demande des actes sexuels,</li>
        <li>et lui donne de l’argent ou un cadeau.</li>
      </ul>
      <p>C’est interdit par la loi.</p>
      <p>Le jeune n’est pas puni. Le jeune a droit à de l’aide.</p>
      <h2>Choisir sa page</h2>
      <ul>
        <li>
          <a href="/facile/besoin-d-aide">Je suis jeune</a>
        </li>
        <li>
          <a href="/facile/parents">Je suis un parent</a>
        </li>
      </ul>
      <h2>Appeler à l’aide</h2>
      <HelpNumbers />
      <h2>Partir vite de cette page</h2>
      <p>En haut de la page, il y a le lien « Quitter vite ».</p>
      <p>Ce lien ouvre la météo.</p>
    </PublicFrame>
  )
}

/** For a young person. */
export function EasyYouthPage() {
  return (
    <PublicFrame>
      <h1>J’ai besoin d’aide, en facile à lire</h1>
      <p>Une personne te demande des actes sexuels.</p>
      <p>Elle te donne de l’argent. Ou un cadeau. Ou un lit pour dormir.</p>
      <p>Ce n’est pas ta faute.</p>
      <p>Tu as le droit d’être aidé.</p>
      <h2>Tu as peur maintenant</h2>
      <p>Appelle le 17.</p>
      <p>Tu ne peux pas parler ? Envoie un SMS au 114.</p>
      <h2>Tu veux parler</h2>
      <p>Appelle le 119.</p>
      <ul>
        <li>C’est gratuit.</li>
        <li>Tu peux appeler le jour et la nuit.</li>
        <li>Tu peux garder ton nom pour toi.</li>
        <li>La personne t’écoute. Elle est gentille.</li>
        <li>Tu peux raccrocher quand tu veux.</li>
      </ul>
      <h2>Qui va savoir ?</h2>
      <p>La personne du 119 garde ton secret.</p>
      <p>Si tu es en danger, elle le dit à un service qui protège les enfants.</p>
      <p>Elle te le dit avant.</p>
      <h2>Tu veux écrire</h2>
      <p>
        <a className="button" href="/ecrire">
          Écrire un message
        </a>
      </p>
      <p>Tu dis si on peut t’appeler. Tu dis à quelle heure.</p>
    </PublicFrame>
  )
}

/** For a parent. */
export function EasyParentsPage() {
  return (
    <PublicFrame>
      <h1>Je suis un parent, en facile à lire</h1>
      <p>Vous avez peur pour votre enfant.</p>
      <p>Vous voyez des signes :</p>
      <ul>
        <li>il part sans rien dire,</li>
        <li>il a de l’argent,</li>
        <li>il a deux téléphones,</li>
        <li>il ne va plus à l’école,</li>
        <li>il est triste ou en colère.</li>
      </ul>
      <h2>Il est en danger maintenant</h2>
      <p>Appelez le 17.</p>
      <p>Il est parti ? Appelez le 17. Puis appelez le 116 000.</p>
      <h2>Vous voulez parler</h2>
      <p>Appelez le 119. C’est gratuit. C’est jour et nuit.</p>
      <p>La personne vous écoute. Elle ne vous juge pas.</p>
      <h2>Avec votre enfant</h2>
      <ul>
        <li>Parlez-lui avec calme.</li>
        <li>Dites : « Ce n’est pas ta faute. »</li>
        <li>Dites : « Je suis là. »</li>
      </ul>
      <h2>Trouver de l’aide près de chez vous</h2>
      <p>
        <a className="button" href="/aide">
          Chercher
        </a>
      </p>
    </PublicFrame>
  )
}
