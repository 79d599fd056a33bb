namespace Ommnio.Core.Wording;

/// <summary>One thing to say, in both languages. <c>{field}</c> is the field's name, <c>{0}</c>, <c>{1}</c> the arguments, <c>{all}</c> all of them with commas.</summary>
internal readonly record struct Phrase(string English, string Spanish)
{
    internal string In(Language language) => language == Language.Spanish ? Spanish : English;
}
