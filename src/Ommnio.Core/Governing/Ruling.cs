using Ommnio.Core.Wording;

namespace Ommnio.Core.Governing;

/// <summary>What the table of rights says of an act.</summary>
public abstract record Ruling
{
    private Ruling()
    {
    }

    public static Ruling Yes { get; } = new Allowed();

    /// <summary>What is out of the actor's scope is answered exactly as what does not exist (R35).</summary>
    public static Ruling None { get; } = new NotThere();

    public static Ruling No(string code, string? field = null) => new Forbidden(new(code, field));

    public sealed record Allowed : Ruling;

    /// <summary>The actor may know the object, but not do this to it. The words say who could.</summary>
    public sealed record Forbidden(Problem Problem) : Ruling;

    public sealed record NotThere : Ruling;
}

/// <summary>A cell of a table of rights: what is asked of the actor and the object.</summary>
internal sealed record Right<T>(Func<Actor, T, Ruling> Of)
{
    /// <summary>Both are asked; the first that does not allow it says why.</summary>
    public static Right<T> operator &(Right<T> one, Right<T> other) =>
        new((actor, target) => one.Of(actor, target) is var ruling and not Ruling.Allowed ? ruling : other.Of(actor, target));

    internal static Right<T> When(Func<Actor, T, bool> holds, Ruling otherwise) => new((actor, target) => holds(actor, target) ? Ruling.Yes : otherwise);
}
