var built = File.ReadAllText("built.txt").Trim();
var started = DateTime.UtcNow.ToString("u");
var app = WebApplication.CreateBuilder(args).Build();

app.MapGet("/", () =>
{
    Console.WriteLine("GET / 200");
    return Results.Json(new { built, started });
});

app.Run();
