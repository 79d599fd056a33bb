using System.CommandLine;
using Ommnio.LocalHost;

var port = new Option<int>("--port") { Description = "Where page and API are served, on 127.0.0.1.", DefaultValueFactory = _ => 7071 };
var azurite = new Option<string>("--azurite-ports") { Description = "Ports of the storage emulator: blob,queue,table.", DefaultValueFactory = _ => "10000,10001,10002" };
var mail = new Option<int>("--mail-port") { Description = "Where the local mail server listens; what it takes is shown on the page /mailbox.", DefaultValueFactory = _ => 1025 };
var data = new Option<string?>("--data") { Description = "Where data are kept between runs; .local by default." };
var noSeed = new Option<bool>("--no-seed") { Description = "Start with an empty store." };
var reset = new Option<bool>("--reset") { Description = "Delete the data of earlier runs first." };
var verbose = new Option<bool>("--verbose") { Description = "Show every log line of the app." };
var telemetry = new Option<bool>("--telemetry") { Description = "Show each trace as a tree, and every metric that moves." };
var issuer = new Option<string?>("--sign-in-issuer") { Description = "Ask an OpenID provider who somebody is, as in production; without it the page lets you choose." };
var client = new Option<string?>("--sign-in-client") { Description = "The page's registration at that provider." };
var root = new RootCommand("The whole product on this machine, for development: page, bot, API, queue functions and storage.") { port, azurite, mail, data, noSeed, reset, verbose, telemetry, issuer, client };
root.SetAction(async (result, cancellationToken) =>
{
    try
    {
        var options = LaptopOptions.Read(result.GetValue(port), result.GetValue(azurite)!, result.GetValue(mail), result.GetValue(data), !result.GetValue(noSeed), result.GetValue(reset), result.GetValue(verbose), result.GetValue(telemetry));
        await Laptop.RunAsync(options with { SignIn = SignInOption.Read(result.GetValue(issuer), result.GetValue(client)) }, Console.Out, cancellationToken);
        return 0;
    }
    catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
    {
        // Ctrl-C before it was ready: what had started is stopped.
        return 0;
    }
    catch (Exception fault)
    {
        // A program's Main is one of the three places where a fault ends.
        await Console.Error.WriteLineAsync(fault.Message);
        return 1;
    }
});
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(30) });
