import { HelpNumbers } from '#kernel/public/HelpNumbers.server.tsx'
import { PublicFrame } from '#kernel/public/PublicFrame.server.tsx'

/** The numbers, and nothing before them. */
export function EmergencyPage() {
  return (
    <PublicFrame>
      <h1>Numéros d’urgence</h1>
      <HelpNumbers />
      <h2>Si vous ne pouvez pas parler</h2>
      <p>
        Écrivez un SMS au 114. Dites où vous êtes, ce qui se passe, votre âge. On vous répond par SMS. Pensez
        à couper le son du téléphone.
      </p>
      <h2>Vous êtes loin de la métropole ?</h2>
      <p>Ces numéros répondent aussi dans les départements d’outre-mer.</p>
    </PublicFrame>
  )
}

/** What stays behind a visit, and what may be done about it. */
export function TracesPage() {
  return (
    <PublicFrame>
      <h1>Ce qui reste après votre visite</h1>
      <p className="lead">
        Ce site ne pose aucun cookie et ne garde pas votre adresse. Mais votre téléphone, lui, garde des
        traces.
      </p>
      <h2>Le lien « Quitter vite »</h2>
      <ul>
        <li>Il ouvre une page de météo à la place de celle-ci.</li>
        <li>Le bouton Retour ne ramène pas ici, quand le navigateur le permet.</li>
        <li>La touche Échap, ou la touche Maj, trois fois de suite, fait la même chose.</li>
        <li>Si les scripts sont coupés, le lien marche, mais le bouton Retour ramène à cette page.</li>
      </ul>
      <h2>Ce qu’il ne peut pas effacer</h2>
      <ul>
        <li>L’historique du navigateur : les pages vues ici y restent.</li>
        <li>Le journal des appels et les SMS de votre téléphone.</li>
        <li>Ce que voit un logiciel de surveillance, ou celui qui gère le réseau ou la box.</li>
      </ul>
      <h2>Pour laisser moins de traces</h2>
      <ul>
        <li>Ouvrez une fenêtre de navigation privée avant de venir.</li>
        <li>Effacez la dernière heure de l’historique, et elle seule : un historique vide se remarque.</li>
        <li>Effacez l’appel du journal de votre téléphone.</li>
        <li>Servez-vous du téléphone d’une personne de confiance, ou d’un poste à la bibliothèque.</li>
      </ul>
    </PublicFrame>
  )
}

/** Who answers for this site. */
export function LegalPage() {
  return (
    <PublicFrame>
      <h1>Mentions légales</h1>
      <h2>Éditeur</h2>
      <p>
        Ce site est édité par la plateforme nationale contre la prostitution des mineurs. Il vous informe et
        vous oriente. Il ne remplace ni les secours, ni un avocat, ni un médecin.
      </p>
      <h2>Hébergement</h2>
      <p>
        Le site est servi par la plateforme elle-même, sur ses machines. Aucune autre société ne voit votre
        visite.
      </p>
      <h2>Contenus</h2>
      <p>
        Vous pouvez reprendre les textes du site en citant leur source. Les documents disent eux-mêmes ce qui
        est permis.
      </p>
      <h2>Logiciel</h2>
      <p>Le site est fait avec Repère, un logiciel libre sous licence EUPL 1.2.</p>
      <h2>Une erreur, un lien mort ?</h2>
      <p>
        <a href="/ecrire">Écrivez-nous</a>, en choisissant « Une question, un doute ».
      </p>
    </PublicFrame>
  )
}

/** What is done with what visitors tell. */
export function PrivacyPage() {
  return (
    <PublicFrame>
      <h1>Vos données</h1>
      <h2>Quand vous lisez ce site</h2>
      <ul>
        <li>Aucun cookie, aucune mesure d’audience, rien qui vienne d’un autre site.</li>
        <li>Votre adresse Internet n’est pas gardée.</li>
      </ul>
      <h2>Quand vous nous écrivez</h2>
      <ul>
        <li>Votre message est chiffré dès qu’il arrive. Seule l’équipe d’écoute peut l’ouvrir.</li>
        <li>Vous choisissez ce que vous dites, et si l’on peut vous joindre.</li>
        <li>Votre message devient un contact de la plateforme, comme un appel.</li>
      </ul>
      <h2>À quoi cela sert</h2>
      <p>
        À aider les mineurs en danger : c’est une mission que la loi nous donne (articles L226-3 et L226-6 du
        code de l’action sociale et des familles). L’équipe est tenue au secret professionnel. Si un mineur
        est en danger, l’information va au service du département.
      </p>
      <h2>Combien de temps</h2>
      <p>
        Deux ans après le dernier contact, puis des archives à l’accès réduit. Rien n’est détruit sans
        l’accord de deux personnes.
      </p>
      <h2>Vos droits</h2>
      <p>
        Vous pouvez demander à voir, à corriger ou à faire effacer ce qui vous concerne. Écrivez-nous par le{' '}
        <a href="/ecrire">formulaire</a>, avec votre numéro de reçu si vous l’avez gardé. Vous pouvez aussi
        vous plaindre auprès de la CNIL.
      </p>
    </PublicFrame>
  )
}

/** How far everybody can use the site; the audit by somebody else is still to be made. */
export function AccessibilityPage() {
  return (
    <PublicFrame>
      <h1>Accessibilité</h1>
      <p className="lead">Ce site est partiellement conforme au RGAA 4.1 : il n’a pas encore été audité.</p>
      <h2>Ce qui est fait</h2>
      <ul>
        <li>Tout se lit et tout se remplit au clavier, avec un lecteur d’écran, et sans script.</li>
        <li>Le texte s’agrandit à 200 % sans que rien ne se perde.</li>
        <li>Les contrastes sont suffisants, de jour comme de nuit.</li>
        <li>Aucun texte n’est dans une image. La carte a son tableau.</li>
        <li>Chaque page est vérifiée par un outil à chaque changement.</li>
      </ul>
      <h2>Ce qui manque</h2>
      <ul>
        <li>Un audit par quelqu’un d’extérieur, avec des personnes concernées.</li>
        <li>Des vidéos en langue des signes.</li>
        <li>La relecture des pages faciles à lire par des personnes qui en ont l’usage.</li>
      </ul>
      <h2>Vous n’arrivez pas à lire une page ?</h2>
      <p>
        <a href="/ecrire">Dites-le-nous</a> : nous vous donnons l’information d’une autre façon. Sans réponse
        de notre part, vous pouvez écrire au Défenseur des droits.
      </p>
    </PublicFrame>
  )
}
