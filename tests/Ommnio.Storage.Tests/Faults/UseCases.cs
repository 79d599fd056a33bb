using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Ommnio.Core.Registering;

namespace Ommnio.Storage.Tests.Faults;

/// <summary>Every use case of the product, on the stores and ports that a test gives it; and which of them were made use of.</summary>
internal sealed class UseCases : IAsyncDisposable
{
    private readonly ConcurrentDictionary<Type, bool> used = [];
    private readonly ServiceProvider services;

    /// <param name="ports">What the use cases need that <paramref name="stores"/> has not, or has otherwise.</param>
    internal UseCases(IServiceProvider stores, Action<IServiceCollection> ports)
    {
        var composed = new ServiceCollection();
        foreach (var port in All.SelectMany(Needs).Where(type => type.IsInterface).Distinct().Where(type => stores.GetService(type) is not null))
        {
            composed.AddSingleton(port, stores.GetRequiredService(port));
        }

        foreach (var type in All)
        {
            composed.AddSingleton(type, provider =>
            {
                used[type] = true;
                return ActivatorUtilities.CreateInstance(provider, type);
            });
        }

        ports(composed);
        services = composed.BuildServiceProvider();
    }

    /// <summary>Whatever in the core is made of ports and does something that may take a while.</summary>
    internal static IReadOnlyList<Type> All { get; } = [.. typeof(RegisterUser).Assembly.GetExportedTypes().Where(IsUseCase)];

    /// <summary>Those that nothing has asked for, by their names.</summary>
    internal IReadOnlyList<string> Unused => [.. All.Except(used.Keys).Select(type => type.Name).Order(StringComparer.Ordinal)];

    internal T Get<T>() where T : notnull => services.GetRequiredService<T>();

    public ValueTask DisposeAsync() => services.DisposeAsync();

    private static bool IsUseCase(Type type) =>
        type is { IsClass: true, IsSealed: true, IsAbstract: false }
        && type.GetMethod("<Clone>$") is null
        && type.GetConstructors() is [{ } only] && only.GetParameters().Length > 0
        && type.GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Any(method => typeof(Task).IsAssignableFrom(method.ReturnType));

    private static IEnumerable<Type> Needs(Type type) => type.GetConstructors()[0].GetParameters().Select(parameter => parameter.ParameterType);
}
