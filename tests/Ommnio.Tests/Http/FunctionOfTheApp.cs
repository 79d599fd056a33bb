using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace Ommnio.Tests.Http;

/// <summary>The HTTP functions as their attributes declare them: the worker's metadata is generated from the same.</summary>
internal sealed record FunctionOfTheApp(string Name, string Route, IReadOnlyList<string> Methods)
{
    public static IReadOnlyList<FunctionOfTheApp> All { get; } =
    [
        .. from type in typeof(Functions.Users).Assembly.GetTypes()
           from method in type.GetMethods()
           let function = method.GetCustomAttribute<FunctionAttribute>()
           let trigger = method.GetParameters().Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>()).OfType<HttpTriggerAttribute>().FirstOrDefault()
           where function is not null && trigger is not null
           select new FunctionOfTheApp(function.Name, trigger.Route!, trigger.Methods!),
    ];
}
