using System.Collections.Frozen;
using Ommnio.Core.Governing;

namespace Ommnio.Functions.Security;

/// <summary>What each HTTP function asks of its caller. A function that is not named here is refused: the default is no.</summary>
internal static class Policies
{
    /// <summary>Null: anybody, because the function itself proves who calls or tells nothing.</summary>
    internal static readonly FrozenDictionary<string, Scope[]?> ByFunction = new Dictionary<string, Scope[]?>
    {
        [nameof(Users.RegisterUser)] = [Scope.UsersWrite],
        [nameof(Users.ChangeUser)] = [Scope.UsersWrite],
        [nameof(Users.GetUser)] = [Scope.UsersRead],
        [nameof(Users.ListUsers)] = [Scope.UsersRead],
        [nameof(Departures.BlockUser)] = [Scope.UsersWrite],
        [nameof(Departures.UnblockUser)] = [Scope.UsersWrite],
        [nameof(Departures.EraseUser)] = [Scope.UsersWrite],
        [nameof(Histories.GetHistory)] = [Scope.UsersRead],
        [nameof(Histories.GetAccountHistory)] = [Scope.Admin],
        [nameof(ApiKeys.ListApiKeys)] = [Scope.Admin],
        [nameof(ApiKeys.MakeApiKey)] = [Scope.Admin],
        [nameof(ApiKeys.RotateApiKey)] = [Scope.Admin],
        [nameof(ApiKeys.RevokeApiKey)] = [Scope.Admin],
        [nameof(Pairings.MakePairingCode)] = [Scope.Admin],
        [nameof(Pairings.UnlinkAccounts)] = [Scope.Admin],
        [nameof(Exports.ExportUser)] = [Scope.Admin],
        [nameof(Exports.ExportOrganisation)] = [Scope.Admin],
        [nameof(Pictures.SetPicture)] = [Scope.UsersWrite],
        [nameof(Pictures.GetPicture)] = [Scope.UsersRead],
        [nameof(Pictures.RemovePicture)] = [Scope.UsersWrite],
        [nameof(Lookups.GetUserByCode)] = [Scope.Lookup, Scope.UsersRead],
        [nameof(Lookups.LookUpCodes)] = [Scope.Lookup, Scope.UsersRead],
        [nameof(Lookups.LookUpNationalId)] = [Scope.Lookup, Scope.UsersRead],
        [nameof(Teams.ListTeams)] = [Scope.UsersRead, Scope.CatalogueWrite],
        [nameof(Teams.GetTeam)] = [Scope.UsersRead, Scope.CatalogueWrite],
        [nameof(Teams.CreateTeam)] = [Scope.CatalogueWrite],
        [nameof(Teams.ChangeTeam)] = [Scope.CatalogueWrite],
        [nameof(Teams.DeleteTeam)] = [Scope.CatalogueWrite],
        [nameof(ChatGroups.ListChatGroups)] = [Scope.UsersRead, Scope.CatalogueWrite],
        [nameof(ChatGroups.GetChatGroup)] = [Scope.UsersRead, Scope.CatalogueWrite],
        [nameof(ChatGroups.CreateChatGroup)] = [Scope.CatalogueWrite],
        [nameof(ChatGroups.ChangeChatGroup)] = [Scope.CatalogueWrite],
        [nameof(ChatGroups.DeleteChatGroup)] = [Scope.CatalogueWrite],
        [nameof(Members.ListTeamMembers)] = [Scope.UsersRead],
        [nameof(Members.ListGroupMembers)] = [Scope.UsersRead],
        [nameof(Members.AddGroupMember)] = [Scope.UsersWrite],
        [nameof(Members.RemoveGroupMember)] = [Scope.UsersWrite],
        [nameof(Teams.LinkChatGroup)] = [Scope.CatalogueWrite],
        [nameof(Teams.UnlinkChatGroup)] = [Scope.CatalogueWrite],
        [nameof(Teams.SetRules)] = [Scope.CatalogueWrite],
        [nameof(Rules.PreviewRules)] = [Scope.CatalogueWrite],
        [nameof(Rules.ApplyRules)] = [Scope.CatalogueWrite],
        [nameof(Teams.WhyMember)] = [Scope.UsersRead],
        [nameof(Jobs.GetJob)] = [Scope.CatalogueWrite, Scope.UsersWrite],
        [nameof(Jobs.RestartJob)] = [Scope.CatalogueWrite, Scope.UsersWrite],
        [nameof(Invitations.InviteUser)] = [Scope.InvitationsWrite],
        [nameof(Invitations.ListInvitations)] = [Scope.InvitationsWrite],
        [nameof(Invitations.ResendInvitation)] = [Scope.InvitationsWrite],
        [nameof(Invitations.RevokeInvitation)] = [Scope.InvitationsWrite],
        [nameof(SignUps.SignUpByPhone)] = [Scope.Product],
        [nameof(SignUps.ReportAccesses)] = [Scope.Product],
        [nameof(Invitees.ShowInvitation)] = null,
        [nameof(Invitees.AnswerInvitation)] = null,
        [nameof(Invitees.AcceptInvitation)] = null,
        [nameof(InvitationPrints.InvitationQrSvg)] = [Scope.InvitationsWrite],
        [nameof(InvitationPrints.InvitationQrPng)] = [Scope.InvitationsWrite],
        [nameof(InvitationPrints.PrintInvitation)] = [Scope.InvitationsWrite],
        [nameof(TicketPrints.ShowPrint)] = null,
        [nameof(TicketPrints.PrintByTicket)] = null,
        [nameof(Invitations.ReplayInvitations)] = [Scope.InvitationsWrite],
        [nameof(InvitationSheets.PrepareSheet)] = [Scope.InvitationsWrite],
        [nameof(InvitationSheets.PrintSheet)] = [Scope.InvitationsWrite],
        [nameof(Chat.Messages)] = null,
        [nameof(Chat.ChatToken)] = [Scope.Admin],
        [nameof(PageTokens.PageToken)] = null,
        [nameof(PageTokens.MayPageCall)] = null,
        [nameof(Service.Health)] = null,
        [nameof(Service.OpenApi)] = null,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>What is open to who administers chat groups and nothing else; all the rest takes an administrator of teams or of the account (R3).</summary>
    internal static readonly FrozenSet<string> OfChatGroups =
    [
        nameof(ChatGroups.ListChatGroups), nameof(ChatGroups.GetChatGroup), nameof(ChatGroups.CreateChatGroup), nameof(ChatGroups.ChangeChatGroup), nameof(ChatGroups.DeleteChatGroup),
    ];
}
