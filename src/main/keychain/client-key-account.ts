/** The account of a client certificate's private key, beside the profile's own secret. */
export const clientKeyAccount = (profileId: string): string => `${profileId}:key`;
