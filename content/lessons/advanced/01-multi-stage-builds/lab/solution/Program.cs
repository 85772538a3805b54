var app = WebApplication.CreateBuilder(args).Build();
app.MapGet("/", () => "Bread 2.10, milk 1.30");
app.Run();
