import type { ConnectOptions } from './options.ts';

export interface GuideStep {
  readonly title: string;
  readonly lines: readonly string[];
}

/** How to create the app, with the exact values for these options. The order and the names are those of Setup. */
export function appGuide(
  options: Pick<ConnectOptions, 'loginUrl' | 'callback' | 'pkce' | 'compatible'>
): readonly GuideStep[] {
  const setup = /\.my\.salesforce\.com$/.test(new URL(options.loginUrl).hostname)
    ? `${options.loginUrl.replace('.my.salesforce.com', '.lightning.force.com')}/lightning/setup/ManageExternalClientApplication/home`
    : 'Setup, External Client App Manager';
  return [
    {
      title: 'Before you begin',
      lines: [
        'You need the permission Customize Application, and Modify All Data or External Client App Manager.',
        'If the organisation uses multi-factor authentication, switch it on before you create the app.'
      ]
    },
    {
      title: 'Create the external client app',
      lines: [
        `Open ${setup} and choose New External Client App.`,
        'External Client App Name: Elements Connector. API Name: Elements_Connector. Contact Email: your own; a code is sent there later.',
        'Distribution State: Local.',
        'Tick Enable OAuth Settings.',
        `Callback URL: ${options.callback}`,
        `Selected OAuth Scopes: Perform requests at any time (refresh_token, offline_access); Manage user data via APIs (api)${options.compatible ? '; Full access (full)' : ''}.`,
        options.pkce
          ? 'Leave "Require Proof Key for Code Exchange (PKCE)" ticked.'
          : 'Untick "Require Proof Key for Code Exchange (PKCE) Extension for Supported Authorization Flows".',
        'Leave all other boxes as they are, and choose Create.'
      ]
    },
    {
      title: 'Say from where it may be used',
      lines: [
        'Open the app, Edit Policies, OAuth Policies, IP Relaxation:',
        '  standard security: Relax IP restrictions;',
        '  enhanced security: Enforce IP restrictions, and then, in Edit Settings, OAuth Settings, Trusted IP Ranges for OAuth Web Server Flow, the addresses of the connector.',
        'Refresh Token Policy: Refresh token is valid until revoked.'
      ]
    },
    {
      title: 'Copy the key and the secret',
      lines: [
        'In Settings, OAuth Settings, choose Consumer Key and Secret, and enter the code that was sent to the contact email.',
        'A new or changed app can take up to ten minutes until it works.'
      ]
    }
  ];
}

/** What is less safe about the settings that were chosen, and why one might want them all the same. */
export function risks(options: Pick<ConnectOptions, 'pkce' | 'compatible' | 'paste'>): readonly string[] {
  return [
    ...(options.pkce
      ? []
      : [
          'Without PKCE, whoever sees the code before it is used, and knows the secret, can use it. Choose this only when the connector cannot do otherwise.'
        ]),
    ...(options.compatible
      ? [
          'The scope "full" lets the token do everything its user may do. "api" and "refresh_token" are enough to read licences and users.'
        ]
      : []),
    ...(options.paste
      ? [
          'The code stands in the address of the last page, and so in the history of the browser. It can be used once, within minutes.'
        ]
      : [])
  ];
}
