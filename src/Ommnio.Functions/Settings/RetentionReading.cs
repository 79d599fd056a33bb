using Microsoft.Extensions.Configuration;
using Ommnio.Core.Keeping;

namespace Ommnio.Functions.Settings;

internal static class RetentionReading
{
    private const int FewestYears = 1;
    private const int MostYears = 5;

    /// <exception cref="InvalidOperationException">A time cannot be; the message names the setting.</exception>
    internal static RetentionSettings Read(IConfigurationSection section)
    {
        var otherwise = RetentionSettings.Default;
        var read = new RetentionSettings(
            section.Duration("Answers", otherwise.Answers),
            section.Duration("Drafts", otherwise.Drafts),
            section.Duration("Invitations", otherwise.Invitations),
            section.Duration("History", otherwise.History));
        // Whoever repeats a request within two days is promised the first answer.
        return read.Answers < otherwise.Answers ? throw section.Wrong("Answers", "2.00:00:00 or more")
            : read.History < TimeSpan.FromDays(365 * FewestYears) || read.History > TimeSpan.FromDays(366 * MostYears) ? throw section.Wrong("History", "between one year and five")
            : read;
    }
}
