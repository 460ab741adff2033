import { PublicFrame } from '#kernel/public/PublicFrame.server.tsx'

/** For a parent or a relative: what helps, what harms, whom to call. */
export function ParentsPage() {
  return (
    <PublicFrame>
      <h1>Parents et proches</h1>
      <p className="lead">
        Votre enfant fugue, cache son téléphone, revient avec de l’argent ou des cadeaux. Vous avez peur de
        comprendre. Vous n’êtes pas seul, et ce n’est pas trop tard.
      </p>
      <p className="notice">
        Il est en danger maintenant : appelez le 17. Il est parti et vous ne savez pas où : appelez le 17,
        puis le 116 000. Vous n’avez aucun délai à attendre.
      </p>
      <h2>Ce qui aide</h2>
      <ul>
        <li>Gardez le lien, même mince : un message, un repas, une porte ouverte.</li>
        <li>Dites ce que vous avez vu, et ce que vous ressentez. Posez peu de questions.</li>
        <li>Dites-lui que ce n’est pas sa faute, et que la loi le protège.</li>
        <li>Notez les faits : les dates, les lieux, les noms, les plaques, les comptes.</li>
        <li>Faites-vous aider, vous aussi.</li>
      </ul>
      <h2>Ce qui ferme la porte</h2>
      <ul>
        <li>Le juger, le menacer, raconter son histoire autour de lui.</li>
        <li>Lui prendre son téléphone d’un coup : il peut partir, et vous perdez le contact.</li>
        <li>Aller vous-même à la rencontre de ceux qui l’entourent.</li>
      </ul>
      <h2>Ce que nous faisons avec vous</h2>
      <ol>
        <li>Vous appelez le 119 et demandez la plateforme contre la prostitution des mineurs.</li>
        <li>Un travailleur social vous écoute. Il vous aide à voir clair, sans vous juger.</li>
        <li>Il vous parle des services proches de chez vous, du droit, des soins.</li>
        <li>Si un enfant est en danger, il alerte le service du département qui le protège.</li>
        <li>Il peut vous rappeler, des semaines ou des mois plus tard, si vous le voulez.</li>
      </ol>
      <p>
        <a href="/appeler">Qui saura que vous avez appelé ?</a>
      </p>
      <h2>Porter plainte, signaler une fugue</h2>
      <p>
        Le commissariat ou la gendarmerie doit recevoir votre plainte. Une fugue se signale tout de suite,
        même si ce n’est pas la première. Demandez un récépissé.
      </p>
      <p>
        <a className="button" href="/aide">
          Trouver de l’aide près de chez vous
        </a>{' '}
        <a className="button quiet" href="/ecrire">
          Nous écrire
        </a>
      </p>
      <p>
        <a href="/signes">Les signes qui alertent</a> ·{' '}
        <a href="/facile/parents">Cette page, en facile à lire</a>
      </p>
    </PublicFrame>
  )
}
