import { PublicFrame } from '#kernel/public/PublicFrame.server.tsx'

/** What happens when one calls, and who will know. */
export function CallPage() {
  return (
    <PublicFrame>
      <h1>Ce qui se passe quand on appelle</h1>
      <ol>
        <li>
          Vous faites le 119. C’est gratuit, depuis tous les téléphones. L’appel ne se voit pas sur la
          facture. Pensez tout de même au journal d’appels de votre téléphone.
        </li>
        <li>Une première personne répond. Elle vérifie que l’appel concerne un enfant ou un jeune.</li>
        <li>
          Puis un écoutant prend le temps de parler avec vous. Il est psychologue, juriste ou travailleur
          social.
        </li>
        <li>S’il y a beaucoup d’appels, on peut vous demander de rappeler. Les jeunes passent en premier.</li>
        <li>La plateforme contre la prostitution des mineurs prend le relais, du lundi au vendredi.</li>
      </ol>
      <h2>Dois-je donner mon nom ?</h2>
      <p>Non. Vous pouvez taire votre nom, et ne répondre qu’à ce que vous voulez.</p>
      <h2>Qui saura que j’ai appelé ?</h2>
      <ul>
        <li>L’appel n’est pas enregistré. L’équipe est tenue au secret.</li>
        <li>
          Si un mineur est en danger, la loi nous oblige à le dire au service du département qui protège les
          enfants. Nous vous l’expliquons avant, chaque fois que c’est possible.
        </li>
        <li>Nous n’appelons pas vos parents, votre école ou votre foyer sans vous en parler.</li>
        <li>Un voisin ou un proche peut demander que son nom ne soit pas donné à la famille.</li>
      </ul>
      <h2>Peut-on me rappeler ?</h2>
      <p>
        Oui, si vous le voulez. Vous dites à quelle heure, sur quel numéro, qui peut décrocher, et ce qu’il ne
        faut pas dire. Sans votre accord, personne ne vous rappelle.
      </p>
      <h2>Et si je ne parle pas bien français ?</h2>
      <p>
        Un interprète peut se joindre à l’appel. Si vous êtes sourd, écrivez-nous ou passez par la langue des
        signes ; en urgence, écrivez au 114 par SMS.
      </p>
      <p>
        <a className="button" href="/ecrire">
          Je préfère écrire
        </a>
      </p>
    </PublicFrame>
  )
}
