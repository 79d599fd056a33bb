using System.Net;
using Microsoft.AspNetCore.Http;
using Ommnio.Functions.Security;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Http;

public sealed class AttemptsTests
{
    [Fact]
    public void Who_has_used_up_their_attempts_is_refused_and_nobody_else()
    {
        using var attempts = new Attempts(3);
        for (var times = 0; times < 3; times++)
        {
            attempts.AreUsedUp(From("203.0.113.7")).ShouldBeFalse();
            attempts.Failed(From("203.0.113.7"));
        }

        attempts.AreUsedUp(From("203.0.113.7")).ShouldBeTrue();
        attempts.AreUsedUp(From("203.0.113.8")).ShouldBeFalse();
    }

    [Fact]
    public void From_everywhere_at_once_there_is_an_end_too()
    {
        using var attempts = new Attempts(2);
        foreach (var host in Enumerable.Range(1, 100))
        {
            attempts.Failed(From($"203.0.113.{host}"));
        }

        attempts.AreUsedUp(From("198.51.100.1")).ShouldBeTrue();
    }

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7")]
    [InlineData("203.0.113.7:51000", "203.0.113.7")]
    [InlineData("1.2.3.4, 203.0.113.7", "203.0.113.7")]
    [InlineData("::ffff:203.0.113.7", "203.0.113.7")]
    [InlineData("[2001:db8:1:2:3::4]:443", "20010DB800010002")]
    [InlineData("2001:db8:1:2:ffff::1", "20010DB800010002")]
    [InlineData("nonsense", "192.0.2.1")]
    [InlineData("", "192.0.2.1")]
    public void The_address_is_the_one_that_our_front_end_saw(string forwarded, string address) => Attempts.AddressOf(From(forwarded)).ShouldBe(address);

    private static HttpRequest From(string forwarded)
    {
        var http = new DefaultHttpContext();
        http.Connection.RemoteIpAddress = IPAddress.Parse("192.0.2.1");
        http.Request.Headers["X-Forwarded-For"] = forwarded;
        return http.Request;
    }
}
