using System.Collections.Immutable;
using NodaTime;
using Ommnio.Core.Users;

namespace Ommnio.Core.Organisations;

/// <summary>The settings that unset fields of users follow.</summary>
/// <param name="Region">ISO 3166 country by which national phone numbers are read (D7).</param>
public sealed record OrganisationSettings(string Language, TimeZoneName TimeZone, string Region, ImmutableArray<IsoDayOfWeek> WorkingDays)
{
    /// <summary>How long an invitation lives from its issue (D47).</summary>
    public int InvitationDays { get; init; } = 14;

    /// <summary>By which channels somebody is invited when none is named: the first that works ends it.</summary>
    public Inviting.ChannelOrder InvitationOrder { get; init; } = new([Inviting.InvitationChannel.Link]);

    /// <summary>How many e-mails and SMS a user may get within 24 hours (D50).</summary>
    public int MostDeliveriesADay { get; init; } = 5;

    /// <summary>09:00-17:00 on the organisation's working days (R17).</summary>
    public WorkingHours WorkingHours =>
        WorkingHours.Of(WorkingDays.Select(day => new WorkingInterval(day, new LocalTime(9, 0), new LocalTime(17, 0))), "workingHours").Value!;
}

public sealed record Organisation(OrganisationId Id, string Name, OrganisationSettings Settings);

public enum LabelKind
{
    Position,
    Area,
    Location,
    Tag,
}

/// <summary>A label in use, and what else people call it (HR, RRHH).</summary>
public sealed record KnownLabel(LabelKind Kind, Label Label, ImmutableArray<string> Aliases);
