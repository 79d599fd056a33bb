using System.Collections.Immutable;
using System.Text.Json;
using Azure.Data.Tables;
using Ommnio.Core.Grouping;
using Ommnio.Core.Listing;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Storage.Tables;

/// <summary>Between Core's user and what is stored of it.</summary>
internal static class UserMapping
{
    // A string column holds 32 K characters; the margin is for what a later version adds.
    internal const int LongestDocument = 30_000;

    internal static bool Fits(User user) => Write(user).Length <= LongestDocument;

    internal static string Write(User user) => JsonSerializer.Serialize(DocumentOf(user), Json.Plain.UserDocument);

    internal static User Read(TableEntity entity) => Read(entity.GetString("Doc"));

    internal static User Read(string json) => UserOf(JsonSerializer.Deserialize(json, Json.Plain.UserDocument)!);

    internal static string WriteSummary(User user) => JsonSerializer.Serialize(
        new SummaryDocument(user.Id.ToString(), user.Name.First, user.Name.Last, user.Position?.Text, user.Area?.Text, user.Location?.Text, user.Code?.Text, Teams(user), Groups(user.ChatGroups), Naming.CamelCase(user.Role), user.SignedUpAt is not null),
        Json.Plain.SummaryDocument);

    internal static UserSummary SummaryOf(User user) => new(user.Id, user.Name, user.Position, user.Area, user.Location, user.Code, user.Teams, user.ChatGroups, user.Role) { HasSignedUp = user.SignedUpAt is not null };

    internal static UserSummary ReadSummary(TableEntity entity)
    {
        var document = JsonSerializer.Deserialize(entity.GetString("Doc"), Json.Plain.SummaryDocument)!;
        return new(
            UserId.TryParse(document.Id)!.Value,
            new(document.FirstName, document.LastName),
            LabelOf(document.Position),
            LabelOf(document.Area),
            LabelOf(document.Location),
            document.Code is { } code ? new(code) : null,
            [.. document.Teams.Select(TeamOf)],
            Groups(document.ChatGroups),
            Naming.Parse<OrganisationRole>(document.Role)!.Value)
        {
            HasSignedUp = document.SignedUp,
        };
    }

    private static UserDocument DocumentOf(User user) => new()
    {
        Id = user.Id.ToString(),
        FirstName = user.Name.First,
        LastName = user.Name.Last,
        Position = user.Position?.Text,
        Area = user.Area?.Text,
        Location = user.Location?.Text,
        ManagerId = user.RelatedTo?.Id.ToString(),
        ManagerName = user.RelatedTo?.Name,
        Code = user.Code?.Text,
        HasNationalId = user.HasNationalId,
        Phone = user.Phone?.E164,
        ConsentAt = user.PhoneConsent?.At,
        ConsentBy = user.PhoneConsent?.By?.ToString(),
        Email = user.Email?.Text,
        Language = user.Language,
        Notes = user.Notes,
        TimeZone = user.TimeZone?.Id,
        WorkingHours = user.WorkingHours?.ToFields().Select(hours => new HoursDocument(hours.Days, hours.From, hours.To)).ToList(),
        Picture = user.Picture is { } picture ? new(Naming.CamelCase(picture.Kind), picture.Width, picture.Height, picture.Bytes, picture.Hash) : null,
        Tags = [.. user.Tags.Select(tag => tag.Text)],
        Teams = Teams(user),
        ChatGroups = Groups(user.ChatGroups),
        Role = Naming.CamelCase(user.Role),
        CreatedAt = user.CreatedAt,
        UpdatedAt = user.UpdatedAt,
        Version = user.Version,
        SignedUpAt = user.SignedUpAt,
        LastAccessAt = user.LastAccessAt,
        BlockedAt = user.BlockedAt,
        Invitation = user.Invitation?.ToString(),
        SignUpPhone = user.SignUpPhone?.E164,
    };

    private static User UserOf(UserDocument document) => new()
    {
        Id = UserId.TryParse(document.Id)!.Value,
        Name = new(document.FirstName, document.LastName),
        Position = LabelOf(document.Position),
        Area = LabelOf(document.Area),
        Location = LabelOf(document.Location),
        RelatedTo = document.ManagerId is { } manager ? new(UserId.TryParse(manager)!.Value, document.ManagerName!) : null,
        Code = document.Code is { } code ? new(code) : null,
        HasNationalId = document.HasNationalId,
        Phone = document.Phone is { } phone ? PhoneNumber.FromE164(phone) : null,
        PhoneConsent = document.ConsentAt is { } at ? new(UserId.TryParse(document.ConsentBy), at) : null,
        Email = document.Email is { } email ? EmailAddress.FromStored(email) : null,
        Language = document.Language,
        Notes = document.Notes,
        TimeZone = document.TimeZone is { } zone ? TimeZoneName.Read(zone, "timeZone").Value : null,
        WorkingHours = document.WorkingHours is { } hours ? WorkingHours.Read([.. hours.Select(line => new HoursFields(line.Days, line.From, line.To))], "workingHours").Hours : null,
        Picture = document.Picture is { } picture ? new(Naming.Parse<PictureKind>(picture.Kind)!.Value, picture.Width, picture.Height, picture.Bytes, picture.Hash) : null,
        Tags = [.. document.Tags.Select(tag => new Label(tag))],
        Teams = [.. document.Teams.Select(TeamOf)],
        ChatGroups = Groups(document.ChatGroups),
        Role = Naming.Parse<OrganisationRole>(document.Role)!.Value,
        CreatedAt = document.CreatedAt,
        UpdatedAt = document.UpdatedAt,
        Version = document.Version,
        SignedUpAt = document.SignedUpAt,
        LastAccessAt = document.LastAccessAt,
        BlockedAt = document.BlockedAt,
        Invitation = InvitationId.TryParse(document.Invitation),
        SignUpPhone = document.SignUpPhone is { } own ? PhoneNumber.FromE164(own) : null,
    };

    private static Label? LabelOf(string? text) => text is null ? null : new(text);

    internal static IReadOnlyList<GroupMembershipDocument> Groups(ImmutableArray<GroupMembership> groups) =>
        [.. groups.Select(membership => new GroupMembershipDocument(membership.Group.ToString(), Naming.CamelCase(membership.Role)))];

    internal static ImmutableArray<GroupMembership> Groups(IReadOnlyList<GroupMembershipDocument> documents) =>
        [.. documents.Select(document => new GroupMembership(ChatGroupId.TryParse(document.Group)!.Value, Naming.Parse<GroupRole>(document.Role)!.Value))];

    private static List<MembershipDocument> Teams(User user) =>
        [.. user.Teams.Select(team => new MembershipDocument(team.Team.ToString(), Naming.CamelCase(team.Role), team.OwnRole, team.ByHand, team.Rule?.Rule.ToString(), team.Rule?.Version ?? 0))];

    private static TeamMembership TeamOf(MembershipDocument document) =>
        new(TeamId.TryParse(document.Team)!.Value, Naming.Parse<TeamRole>(document.Role)!.Value, document.OwnRole)
        {
            ByHand = document.ByHand,
            Rule = RuleId.TryParse(document.Rule) is { } rule ? new(rule, document.RuleVersion) : null,
        };
}
