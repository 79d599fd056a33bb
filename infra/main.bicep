// Everything that the product needs on Azure. One file per kind of resource in modules/; here is how they hang together.
targetScope = 'subscription'

@description('What every name begins with; lower case letters and digits.')
@minLength(3)
@maxLength(8)
param product string = 'ommnio'

@description('The environment: part of every name, so that two stand beside each other.')
@minLength(2)
@maxLength(5)
param environment string

@description('Where the organisations\' data lie.')
param location string

@description('Where the static site is managed from; its content is served from everywhere.')
param pageLocation string = location

@description('The address that every invitation\'s link begins with. Empty: the function app\'s own.')
param publicUrl string = ''

@description('Ids of the keys that IDs and drafts are encrypted with; each is a secret "data-key-{id}" of the vault. Keep old ones while data need them.')
param dataKeyIds string[]

@description('Which of them new data are encrypted with.')
param currentDataKeyId string

@description('Which of them the search hashes are made with. It must never change while rows were written with it.')
param indexDataKeyId string

@description('The SMTP server that invitations go out by; empty: nobody is offered e-mail. Its password is the secret "email-password".')
param email emailSettings?

@description('The Twilio account that invitations go out by; empty: nobody is offered SMS. Its token is the secret "sms-token".')
param sms smsSettings?

@description('Who administrators sign in with on the page; empty: nobody signs in there.')
param signIn signInSettings?

@description('Off: .NET 10 workers die with exit code 139 from a placeholder (azure-functions-dotnet-worker 3335). On: faster cold starts, once that is mended.')
param usePlaceholders bool = false

@description('How much one instance has, in MB.')
@allowed([2048, 4096])
param instanceMemory int = 2048

@description('How many instances there may be.')
@minValue(40)
@maxValue(1000)
param mostInstances int = 100

@description('How many HTTP instances wait for the first request of the day.')
param alwaysReady int = 0

@description('How the data account is kept: locally redundant, or in three zones and a second region.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GZRS'])
param dataRedundancy string

@description('For how many days logs are kept.')
@minValue(30)
@maxValue(730)
param logDays int = 30

@description('Who is told of an alert.')
param alertEmail string

@description('Object id of the group whose people create organisations and replay messages; empty: nobody but the app reaches the data.')
param operators string = ''

import { emailSettings, smsSettings, signInSettings } from 'modules/types.bicep'

var names = {
  group: 'rg-${product}-${environment}'
  token: take(uniqueString(subscription().id, product, environment, location), 8)
}
var tags = { product: product, environment: environment, 'azd-env-name': environment }

// The same names as in the code; a test compares them.
var tables = ['directory', 'catalogue', 'lookup', 'drafts']
var queues = ['invitations', 'invitations-poison', 'jobs', 'jobs-poison']
var packages = 'packages'

resource group 'Microsoft.Resources/resourceGroups@2024-03-01' = {
  name: names.group
  location: location
  tags: tags
}

module identity 'modules/identity.bicep' = {
  scope: group
  params: { name: 'id-${product}-${environment}', location: location, tags: tags }
}

// The host's own: its locks, the packages, and the queues, which hold ids only and are sent again from the outbox if lost.
module hostStorage 'modules/storage.bicep' = {
  scope: group
  params: {
    name: '${product}${environment}h${names.token}'
    location: location
    tags: tags
    redundancy: environment == 'prod' ? 'Standard_ZRS' : 'Standard_LRS'
    containers: [packages]
    queues: queues
    tables: []
  }
}

// The organisations' data, in an account of their own: nothing but the app's identity has a role on it.
module dataStorage 'modules/storage.bicep' = {
  scope: group
  params: {
    name: '${product}${environment}d${names.token}'
    location: location
    tags: tags
    redundancy: dataRedundancy
    containers: []
    queues: []
    tables: tables
  }
}

module vault 'modules/vault.bicep' = {
  scope: group
  params: {
    name: 'kv-${product}-${environment}-${take(names.token, 6)}'
    location: location
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
  }
}

module monitoring 'modules/monitoring.bicep' = {
  scope: group
  params: { name: '${product}-${environment}', location: location, tags: tags, days: logDays }
}

module roles 'modules/roles.bicep' = {
  scope: group
  params: {
    principalId: identity.outputs.principalId
    operators: operators
    hostStorageName: hostStorage.outputs.name
    dataStorageName: dataStorage.outputs.name
    vaultName: vault.outputs.name
    insightsName: monitoring.outputs.insightsName
  }
}

module page 'modules/page.bicep' = {
  scope: group
  params: { name: 'stapp-${product}-${environment}', location: pageLocation, tags: tags }
}

module bot 'modules/bot.bicep' = {
  scope: group
  params: {
    name: 'bot-${product}-${environment}'
    tags: tags
    identityId: identity.outputs.id
    clientId: identity.outputs.clientId
    tenantId: tenant().tenantId
    endpoint: 'https://${appName}.azurewebsites.net/api/messages'
    pageOrigin: 'https://${page.outputs.host}'
    vaultName: vault.outputs.name
  }
}

var appName = 'func-${product}-${environment}-${names.token}'

module app 'modules/app.bicep' = {
  scope: group
  // The roles first: without them the host finds neither its package nor its secrets.
  dependsOn: [roles]
  params: {
    name: appName
    location: location
    tags: tags
    identityId: identity.outputs.id
    clientId: identity.outputs.clientId
    hostStorage: {
      name: hostStorage.outputs.name
      blobEndpoint: hostStorage.outputs.blobEndpoint
      queueEndpoint: hostStorage.outputs.queueEndpoint
      container: packages
    }
    tableEndpoint: dataStorage.outputs.tableEndpoint
    vaultName: vault.outputs.name
    insightsConnection: monitoring.outputs.insightsConnection
    workspaceId: monitoring.outputs.workspaceId
    publicUrl: empty(publicUrl) ? 'https://${appName}.azurewebsites.net' : publicUrl
    dataKeyIds: dataKeyIds
    currentDataKeyId: currentDataKeyId
    indexDataKeyId: indexDataKeyId
    pageOrigin: 'https://${page.outputs.host}'
    directLineName: bot.outputs.directLineName
    email: email
    sms: sms
    signIn: signIn
    usePlaceholders: usePlaceholders
    instanceMemory: instanceMemory
    mostInstances: mostInstances
    alwaysReady: alwaysReady
  }
}

module alerts 'modules/alerts.bicep' = {
  scope: group
  params: {
    name: '${product}-${environment}'
    location: location
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
    email: alertEmail
  }
}

@description('Where the API is.')
output api string = 'https://${appName}.azurewebsites.net/api'

@description('Where the chat page is.')
output page string = 'https://${page.outputs.host}'

@description('The vault that wants its secrets before the app starts.')
output vault string = vault.outputs.name

@description('The account that holds the organisations\' data.')
output dataStorage string = dataStorage.outputs.name
