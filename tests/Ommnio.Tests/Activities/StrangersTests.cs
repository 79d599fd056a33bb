using Ommnio.Bot.Activities;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Activities;

/// <summary>How often pairing codes may be tried.</summary>
public sealed class StrangersTests : IDisposable
{
    private readonly Strangers strangers = new();

    public void Dispose() => strangers.Dispose();

    [Fact]
    public void Five_wrong_codes_of_one_account_are_the_end_for_it_and_for_no_other()
    {
        for (var guess = 0; guess < 5; guess++)
        {
            strangers.MayTry("directline", "dl_1").ShouldBeTrue();
            strangers.Failed("directline", "dl_1");
        }

        strangers.MayTry("directline", "dl_1").ShouldBeFalse();
        strangers.MayTry("msteams", "dl_1").ShouldBeTrue();
        strangers.MayTry("directline", "dl_2").ShouldBeTrue();
    }

    [Fact]
    public void From_many_accounts_at_once_there_is_an_end_too()
    {
        for (var guess = 0; guess < 200; guess++)
        {
            strangers.Failed("directline", $"dl_{guess}");
        }

        strangers.MayTry("directline", "dl_new").ShouldBeFalse();
    }
}
