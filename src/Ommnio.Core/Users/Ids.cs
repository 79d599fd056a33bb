using System.Diagnostics.CodeAnalysis;

namespace Ommnio.Core.Users;

/// <summary>The company: Ommnio's customer. Begins with random characters, since it is the PartitionKey (design: storage is range-partitioned).</summary>
public readonly record struct OrganisationId(string Value)
{
    public override string ToString() => Value;
}

public readonly record struct UserId(Guid Value)
{
    public static UserId? TryParse(string? text) => Ids.TryParse(text) is { } id ? new(id) : null;

    public override string ToString() => Ids.Text(Value);
}

public readonly record struct TeamId(Guid Value)
{
    public static TeamId? TryParse(string? text) => Ids.TryParse(text) is { } id ? new(id) : null;

    public override string ToString() => Ids.Text(Value);
}

public readonly record struct ChatGroupId(Guid Value)
{
    public static ChatGroupId? TryParse(string? text) => Ids.TryParse(text) is { } id ? new(id) : null;

    public override string ToString() => Ids.Text(Value);
}

public readonly record struct RuleId(Guid Value)
{
    public static RuleId? TryParse(string? text) => Ids.TryParse(text) is { } id ? new(id) : null;

    public override string ToString() => Ids.Text(Value);
}

public readonly record struct InvitationId(Guid Value)
{
    public static InvitationId? TryParse(string? text) => Ids.TryParse(text) is { } id ? new(id) : null;

    public override string ToString() => Ids.Text(Value);
}

public readonly record struct JobId(Guid Value)
{
    public static JobId? TryParse(string? text) => Ids.TryParse(text) is { } id ? new(id) : null;

    public override string ToString() => Ids.Text(Value);
}

/// <summary>Names one change so that a repeat of it is recognised. Safe in a key: hexadecimal.</summary>
public readonly record struct OperationId(string Value)
{
    /// <summary>An id for what the operation makes, the same for each repeat; null where the name is too short for one.</summary>
    public Guid? AsGuid() => Value.Length >= 32 && Guid.TryParseExact(Value[..32], "N", out var id) ? id : null;

    public override string ToString() => Value;
}

/// <summary>Where new ids come from: a port, because Core itself knows no randomness.</summary>
public interface IIds
{
    /// <summary>A version 7 UUID: unique, and in the order of time.</summary>
    Guid Next();
}

internal static class Ids
{
    internal static Guid? TryParse([NotNullWhen(true)] string? text) =>
        Guid.TryParseExact(text, "N", out var id) && Text(id) == text ? id : null;

    internal static string Text(Guid id) => id.ToString("N");
}
