// The shapes of parameters that several files pass on.

@export()
@description('How e-mail goes out; the setting of the same name in the README says more of each.')
type emailSettings = {
  host: string
  port: int
  security: 'startTls' | 'tls'
  user: string
  from: string
}

@export()
@description('How SMS go out.')
type smsSettings = {
  account: string
  from: string
}

@export()
@description('Who says on the page who somebody is.')
type signInSettings = {
  @description('As the provider calls itself. Entra ID for many companies has {tenantid} in it, as it stands.')
  issuer: string

  @description('The page\'s registration there: a single-page application whose redirect address is the page\'s.')
  clientId: string
}

@export()
@description('What the app needs to know of the host\'s storage.')
type hostStorage = {
  name: string
  blobEndpoint: string
  queueEndpoint: string
  container: string
}
