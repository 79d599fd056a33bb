using Xunit;

namespace Ommnio.EndToEnd.Tests.Browser;

/// <summary>One after the other: an administrator has one draft, whatever page it is spoken to from.</summary>
[CollectionDefinition(Name)]
public static class OneAtATime
{
    public const string Name = "Chat";
}
