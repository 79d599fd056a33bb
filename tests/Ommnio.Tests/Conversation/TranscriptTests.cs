using System.Text.RegularExpressions;
using Ommnio.Core.Users;
using Ommnio.LocalHost.Processes;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Conversation;

/// <summary>
/// Each transcript is a file that anybody can read: what the administrator says is taken from it, and what the bot answers is
/// compared with it whole. ACCEPT=1 writes the bot's side anew. The heading says who speaks and where: "(text channel)" has no cards,
/// "(Tom)" is the Team Administrator of Bakery.
/// </summary>
public sealed class TranscriptTests
{
    private static readonly TeamId Bakery = new(new Guid(2, 0, 0, new byte[8]));
    private static readonly Regex Case = new("^C[0-9]{2}");
    private static readonly string Folder = Repository.PathOf("tests", "Ommnio.Tests", "Conversation", "Transcripts");

    // Cases that are races, forgeries or rights: what only real storage and a real channel can show.
    private static readonly Dictionary<string, string> Elsewhere = new()
    {
        ["C44"] = "A_very_long_message_is_answered_and_changes_nothing",
        ["C52"] = "Five_hundred_lines_are_a_list",
        ["C53"] = "A_double_click_is_two_activities_and_one_user",
        ["C54"] = "A_delivery_that_is_repeated_does_nothing",
        ["C57"] = "A_card_that_we_did_not_make_registers_nobody_and_harms_nothing",
        ["C59"] = "A_creation_whose_answer_was_lost_is_found_by_its_key",
        ["C60"] = "A_creation_that_was_cut_short_is_finished_by_the_next_turn",
        ["C61"] = "Who_loses_every_race_is_told_so_and_nothing_is_half_saved",
        ["C65"] = "A_channel_that_takes_no_reply_loses_nothing_and_a_delivery_again_does_nothing_twice",
        ["C66"] = "A_fault_ends_with_an_apology_a_reference_and_200_and_the_draft_is_kept",
        ["C67"] = "A_user_without_rights_is_answered_like_a_stranger_and_leaves_no_draft",
        ["C68"] = "Who_writes_is_whom_the_channel_vouches_for_whatever_else_the_activity_says",
        ["C69"] = "Who_writes_is_whom_the_channel_vouches_for_whatever_else_the_activity_says",
        ["C70"] = "Who_lost_the_right_between_review_and_confirm_is_refused",
        ["C72"] = "A_stranger_gets_one_polite_refusal_in_their_language_and_nothing_else",
        ["C73"] = "C73_Where_others_read_along_nothing_is_heard_and_nothing_is_told",
        ["C74"] = "A_token_opens_no_other_conversation",
        ["C75"] = "An_expired_token_is_refused_as_expired_and_cannot_be_refreshed",
        ["C77"] = "C77_A_pasted_list_is_registered_once_whoever_clicks_twice_and_whatever_dies_in_between",
        ["C78"] = "C78_More_rows_or_more_text_than_are_taken_are_told_so_before_any_work",
    };

    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Folder, "*.verified.md").Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void The_bot_answers_as_written(string file)
    {
        var path = Path.Combine(Folder, file);
        var isTom = File.ReadLines(path).First().Contains("(Tom)", StringComparison.Ordinal);
        var answers = new StoredAnswers(isTom);
        Transcript.ShouldBeSpoken(
            path,
            (locale, now, turn, hasCards) => Fixture.Context(locale, now, turn, hasCards) with { Actor = Fixture.Actor(isTom ? [Bakery] : null) },
            answers.To,
            answers.Register);
    }

    [Fact]
    public void Every_case_has_a_transcript_or_a_test()
    {
        var cases = Directory.EnumerateFiles(Folder, "C*.verified.md").Select(path => Path.GetFileName(path)![..3]).ToHashSet();
        var tests = string.Concat(Directory.EnumerateFiles(Repository.PathOf("tests"), "*Tests.cs", SearchOption.AllDirectories).Select(File.ReadAllText));

        Elsewhere.Values.Where(test => !tests.Contains($" {test}(", StringComparison.Ordinal)).ShouldBeEmpty();
        Enumerable.Range(1, 78).Select(number => $"C{number:00}").Except(cases).Except(Elsewhere.Keys).ShouldBeEmpty();
    }

    [Fact]
    public void Beyond_the_cases_there_are_many_transcripts_of_our_own_and_enough_in_Spanish()
    {
        var own = Directory.EnumerateFiles(Folder, "*.verified.md", SearchOption.AllDirectories).Select(path => Path.GetFileName(path)!).Where(file => !Case.IsMatch(file)).ToList();

        own.Count.ShouldBeGreaterThanOrEqualTo(150);
        own.Count(file => file.Contains(".es.", StringComparison.Ordinal)).ShouldBeGreaterThanOrEqualTo(40);
    }
}
