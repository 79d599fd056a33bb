// The function app, on Flex Consumption: scales to nothing, and each queue apart from HTTP.
import { emailSettings, smsSettings, signInSettings, hostStorage as hostStorageType } from 'types.bicep'

param name string
param location string
param tags object
param identityId string
param clientId string
param hostStorage hostStorageType
param tableEndpoint string
param vaultName string
param insightsConnection string
param workspaceId string
param publicUrl string
param dataKeyIds string[]
param currentDataKeyId string
param indexDataKeyId string
param pageOrigin string
param directLineName string
param signIn signInSettings?
param email emailSettings?
param sms smsSettings?
param usePlaceholders bool
param instanceMemory int
param mostInstances int
param alwaysReady int

// The same names as in the code and in the README's table; a test compares them.
var platform = {
  AzureWebJobsStorage__accountName: hostStorage.name
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: clientId
  APPLICATIONINSIGHTS_CONNECTION_STRING: insightsConnection
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${clientId};Authorization=AAD'
  WEBSITE_USE_PLACEHOLDER_DOTNETISOLATED: usePlaceholders ? '1' : '0'
}
var product = {
  PublicUrl: publicUrl
  Storage__TableServiceUri: tableEndpoint
  Storage__QueueServiceUri: hostStorage.queueEndpoint
  Storage__ClientId: clientId
  Secrets__CurrentKeyId: currentDataKeyId
  Secrets__IndexKeyId: indexDataKeyId
  MicrosoftAppType: 'UserAssignedMSI'
  MicrosoftAppId: clientId
  MicrosoftAppTenantId: tenant().tenantId
  DirectLine__Endpoint: 'https://directline.botframework.com'
  DirectLine__Secret: secretOf(directLineName, vaultName)
  DirectLine__TrustedOrigins: pageOrigin
}
var keys = toObject(dataKeyIds, id => 'Secrets__Keys__${id}', id => secretOf('data-key-${id}', vaultName))
var mail = email == null
  ? {}
  : {
      Email__Host: email!.host
      Email__Port: string(email!.port)
      Email__Security: email!.security
      Email__User: email!.user
      Email__Password: secretOf('email-password', vaultName)
      Email__From: email!.from
    }
var text = sms == null
  ? {}
  : {
      Sms__Account: sms!.account
      Sms__Token: secretOf('sms-token', vaultName)
      Sms__From: sms!.from
    }
var page = signIn == null
  ? {}
  : {
      SignIn__Issuer: signIn!.issuer
      SignIn__ClientId: signIn!.clientId
    }

@description('A setting whose value the platform reads from the vault, by the app\'s identity.')
func secretOf(secret string, vault string) string => '@Microsoft.KeyVault(VaultName=${vault};SecretName=${secret})'

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: 'plan-${name}'
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { tier: 'FlexConsumption', name: 'FC1' }
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2024-04-01' = {
  name: name
  location: location
  tags: union(tags, { 'azd-service-name': 'app' })
  kind: 'functionapp,linux'
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identityId}': {} } }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    clientAffinityEnabled: false
    keyVaultReferenceIdentity: identityId
    // No cors: pages of other origins have nothing to ask here.
    siteConfig: {
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      ftpsState: 'Disabled'
      http20Enabled: true
      remoteDebuggingEnabled: false
    }
    functionAppConfig: {
      runtime: { name: 'dotnet-isolated', version: '10.0' }
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${hostStorage.blobEndpoint}${hostStorage.container}'
          authentication: { type: 'UserAssignedIdentity', userAssignedIdentityResourceId: identityId }
        }
      }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemory
        maximumInstanceCount: mostInstances
        alwaysReady: alwaysReady == 0 ? [] : [{ name: 'http', instanceCount: alwaysReady }]
      }
    }
  }

  resource settings 'config' = {
    name: 'appsettings'
    properties: union(platform, product, keys, mail, text, page)
  }

  // Packages come by identity; nobody publishes with a password.
  resource ftp 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: { allow: false }
  }

  resource scm 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: { allow: false }
  }
}

resource metrics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: app
  name: 'metrics'
  properties: { workspaceId: workspaceId, metrics: [{ category: 'AllMetrics', enabled: true }] }
}
