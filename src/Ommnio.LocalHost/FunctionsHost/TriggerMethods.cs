using System.Reflection;
using System.Reflection.Emit;
using Azure.Storage.Queues.Models;
using Microsoft.Azure.WebJobs;

namespace Ommnio.LocalHost.FunctionsHost;

/// <summary>
/// The WebJobs SDK finds triggers as attributes on methods, so each function gets one, made at run time, that passes its name and value on.
/// The real host does the same.
/// </summary>
internal sealed class TriggerMethods : ITypeLocator
{
    private const string DispatcherField = "Dispatch";
    private readonly Type _type;

    public TriggerMethods(IEnumerable<FunctionDescription> functions, Func<string, object, CancellationToken, Task> dispatch)
    {
        // Each host has an assembly of its own: a static field in it is that host's alone.
        var type = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("Triggers"), AssemblyBuilderAccess.Run)
            .DefineDynamicModule("Triggers").DefineType("Triggers", TypeAttributes.Public | TypeAttributes.Class);
        var field = type.DefineField(DispatcherField, dispatch.GetType(), FieldAttributes.Public | FieldAttributes.Static);
        foreach (var function in functions)
        {
            Define(type, field, function);
        }
        _type = type.CreateType();
        _type.GetField(DispatcherField)!.SetValue(null, dispatch);
    }

    public IReadOnlyList<Type> GetTypes() => [_type];

    private static void Define(TypeBuilder type, FieldInfo field, FunctionDescription function)
    {
        var value = function.Kind == FunctionKind.Queue ? typeof(QueueMessage) : typeof(TimerInfo);
        var method = type.DefineMethod(function.Name, MethodAttributes.Public | MethodAttributes.Static, typeof(Task), [value, typeof(CancellationToken)]);
        method.SetCustomAttribute(Attribute<FunctionNameAttribute>(function.Name));
        method.DefineParameter(1, ParameterAttributes.None, "value").SetCustomAttribute(function.Kind == FunctionKind.Queue
            ? Attribute<QueueTriggerAttribute>(function.QueueName!, (nameof(QueueTriggerAttribute.Connection), function.Connection))
            : Attribute<TimerTriggerAttribute>(function.Schedule!, (nameof(TimerTriggerAttribute.RunOnStartup), function.RunOnStartup)));
        method.DefineParameter(2, ParameterAttributes.None, "cancellationToken");
        var code = method.GetILGenerator();
        code.Emit(OpCodes.Ldsfld, field);
        code.Emit(OpCodes.Ldstr, function.Name);
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Ldarg_1);
        code.Emit(OpCodes.Callvirt, field.FieldType.GetMethod("Invoke")!);
        code.Emit(OpCodes.Ret);
    }

    private static CustomAttributeBuilder Attribute<T>(string argument, params (string Name, object Value)[] properties) => new(
        typeof(T).GetConstructor([typeof(string)])!, [argument],
        [.. properties.Select(property => typeof(T).GetProperty(property.Name)!)], [.. properties.Select(property => property.Value)]);
}
