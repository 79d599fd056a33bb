using System.Net;
using System.Text;
using Microsoft.Bot.Schema;
using Newtonsoft.Json.Linq;
using Ommnio.Bot.Activities;
using Ommnio.Bot.Conversation;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Activities;

/// <summary>From where a file is fetched, and how much of it: an activity says what it likes.</summary>
public sealed class AttachedFilesTests
{
    private const string Own = "https://directline.botframework.com/attachments/c/1/0/list.csv?t=key";

    [Theory]
    [InlineData(Own)]
    [InlineData("https://europe.directline.botframework.com/attachments/list.csv")]
    [InlineData("https://acme-my.sharepoint.com/personal/marta/list.csv?tempauth=key")]
    public async Task A_list_is_fetched_from_the_channels_own_addresses_without_a_token(string address)
    {
        var (input, asked) = await OpenAsync(File(address));

        Rows(input).ShouldBe([["Kim Lee", "Cashier", "Sales"]]);
        asked.ShouldHaveSingleItem().Headers.Authorization.ShouldBeNull();
    }

    [Theory]
    [InlineData("http://directline.botframework.com/list.csv")]
    [InlineData("https://directline.botframework.com.evil.example/list.csv")]
    [InlineData("https://directline.botframework.com@evil.example/list.csv")]
    [InlineData("https://directline.botframework.com:8443/list.csv")]
    [InlineData("https://169.254.169.254/metadata/list.csv")]
    [InlineData("http://localhost:7071/api/users")]
    [InlineData("file:///etc/passwd")]
    [InlineData("blob:https://directline.botframework.com/1")]
    [InlineData("nonsense")]
    public async Task No_other_address_is_even_asked(string address)
    {
        var (input, asked) = await OpenAsync(File(address));

        Trouble(input).ShouldBe("file.unreached");
        asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_laptops_files_are_fetched_from_its_channel_alone_and_from_where_files_lie()
    {
        var places = FilePlaces.OfLaptop(new(new byte[32], new("http://127.0.0.1:5199")), TimeProvider.System);

        var (input, asked) = await OpenAsync(File("http://127.0.0.1:5199/v3/attachments/1/views/original"), places);
        Rows(input).Count.ShouldBe(1);
        asked.ShouldHaveSingleItem().Headers.Authorization!.Scheme.ShouldBe("Bearer");

        foreach (var address in (string[])["http://127.0.0.1:5199/v3/conversations/1/members", "http://127.0.0.1:5199/v3/attachments/../conversations/1/members", "http://127.0.0.1:5198/v3/attachments/1/views/original", Own])
        {
            var (refused, none) = await OpenAsync(File(address), places);
            (Trouble(refused), none.Count).ShouldBe(("file.unreached", 0));
        }
    }

    [Fact]
    public async Task A_file_without_end_is_left_after_a_megabyte()
    {
        var endless = new Endless();

        var (input, _) = await OpenAsync(File(Own), answer: () => new(HttpStatusCode.OK) { Content = new StreamContent(endless) });

        Trouble(input).ShouldBe("file.size");
        endless.Taken.ShouldBeLessThan(2_000_000);
    }

    [Fact]
    public async Task A_channel_that_has_lost_the_file_or_fails_is_said_so()
    {
        Trouble((await OpenAsync(File(Own), answer: () => new(HttpStatusCode.NotFound))).Input).ShouldBe("file.unreached");
        Trouble((await OpenAsync(File(Own), answer: () => throw new HttpRequestException("down"))).Input).ShouldBe("file.unreached");
        Trouble((await OpenAsync(File(Own), answer: () => new(HttpStatusCode.Redirect) { Headers = { Location = new("http://127.0.0.1/") } })).Input).ShouldBe("file.unreached");
    }

    [Fact]
    public async Task A_file_within_the_message_itself_is_read()
    {
        var inline = $"data:text/csv;base64,{Convert.ToBase64String("Kim Lee,Cashier,Sales"u8)}";

        Rows((await OpenAsync(File(inline))).Input).Count.ShouldBe(1);
        Trouble((await OpenAsync(File("data:text/csv;base64,%%%"))).Input).ShouldBe("file.damaged");
        Trouble((await OpenAsync(File("data:text/csv,Kim"))).Input).ShouldBe("file.damaged");
        Trouble((await OpenAsync(File($"data:text/csv;base64,{new string('A', 1_600_000)}"))).Input).ShouldBe("file.size");
    }

    [Theory]
    [InlineData("list.csv", "text/csv", null)]
    [InlineData("LIST.XLSX", "application/octet-stream", null)]
    [InlineData("list.csv", "application/vnd.ms-excel", null)]
    [InlineData(null, "text/csv", null)]
    [InlineData("me.png", "image/png", "file.kind")]
    [InlineData("list.pdf", "text/csv", "file.kind")]
    [InlineData("old.xls", "application/vnd.ms-excel", "file.kind")]
    [InlineData(null, "audio/ogg", "file.kind")]
    public async Task What_cannot_be_a_list_is_not_fetched(string? name, string type, string? trouble)
    {
        var (input, asked) = await OpenAsync(new() { Attachments = [new() { Name = name, ContentType = type, ContentUrl = Own }] });

        (Trouble(input), asked.Count).ShouldBe((trouble, trouble is null ? 1 : 0));
    }

    [Fact]
    public async Task Teams_says_where_the_file_lies_in_its_own_way()
    {
        var file = new Attachment { Name = "list.csv", ContentType = "application/vnd.microsoft.teams.file.download.info", Content = JObject.Parse("""{"downloadUrl":"https://acme.sharepoint.com/list.csv","fileType":"csv"}"""), ContentUrl = "https://acme.sharepoint.com/view" };

        var (input, asked) = await OpenAsync(new() { Attachments = [new() { ContentType = "text/html", Content = "<p></p>" }, file] });

        Rows(input).Count.ShouldBe(1);
        asked.Single().RequestUri!.AbsolutePath.ShouldBe("/list.csv");
    }

    [Fact]
    public async Task Several_files_and_none_are_told_apart_and_words_beside_one_are_kept()
    {
        var two = File(Own);
        two.Attachments.Add(two.Attachments[0]);
        Trouble((await OpenAsync(two)).Input).ShouldBe("file.several");

        (await OpenAsync(new() { Text = "hello" })).Input.ShouldBe(new Input.Text("hello"));
        var beside = File(Own);
        beside.Text = "here it is";
        (await OpenAsync(beside)).Input.ShouldBeOfType<Input.File>().Beside.ShouldBe("here it is");
    }

    private static Activity File(string address) => new() { Attachments = [new() { Name = "list.csv", ContentType = "text/csv", ContentUrl = address }] };

    private static IReadOnlyList<string[]> Rows(Input input) => input.ShouldBeOfType<Input.File>().Sheet.Rows;

    private static string? Trouble(Input input) => input.ShouldBeOfType<Input.File>().Sheet.Trouble;

    private static async Task<(Input Input, List<HttpRequestMessage> Asked)> OpenAsync(Activity activity, FilePlaces? places = null, Func<HttpResponseMessage>? answer = null)
    {
        using var line = new Line(answer ?? (() => new(HttpStatusCode.OK) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes("Kim Lee,Cashier,Sales")) }));
        var files = new AttachedFiles(places ?? FilePlaces.OfChannels(ServiceHosts.Default), line);
        var said = activity.Text is { } text ? new Input.Text(text) : (Input)new Input.Other();
        return (await files.OpenAsync(activity, said, TestContext.Current.CancellationToken), line.Asked);
    }

    /// <summary>The wire, with one answer.</summary>
    private sealed class Line(Func<HttpResponseMessage> answer) : HttpMessageHandler, IHttpClientFactory
    {
        internal List<HttpRequestMessage> Asked { get; } = [];

        public HttpClient CreateClient(string name) => new(this, disposeHandler: false);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked.Add(request);
            return Task.FromResult(answer());
        }
    }

    private sealed class Endless : Stream
    {
        internal long Taken { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush() => throw new NotSupportedException();

        public override int Read(byte[] buffer, int offset, int count)
        {
            buffer.AsSpan(offset, count).Fill((byte)'x');
            Taken += count;
            return count;
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
