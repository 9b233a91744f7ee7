package users.http;
